import type { Kafka } from 'kafkajs'
import { createProducer } from '../../shared/src/kafka/create-producer.ts'
import { withDeadline } from '../../shared/src/with-deadline.ts'
import type { EventPublisher } from './outbox.ts'

/**
 * The only file of this service that sends with kafkajs. Idempotent, all replicas acknowledge, one request in flight: order
 * holds and a retry inside doubles nothing. After an error it is closed and a new one made, since a broker that lost
 * its state refuses the old producer for good.
 */
export async function connectKafkaPublisher(kafka: Kafka, topic: string): Promise<EventPublisher> {
  const producer = createProducer(kafka, {
    idempotent: true,
    maxInFlightRequests: 1,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 },
  })
  const close = () => withDeadline(1_000, 'Kafka', () => producer.disconnect()).catch(() => {})
  try {
    await withDeadline(10_000, 'Kafka', () => producer.connect())
  } catch (error) {
    await close()
    throw error
  }
  return {
    publish: async (events) => {
      const messages = events.map(({ key, payload, headers }) => ({ key, value: payload, headers: { ...headers } }))
      await withDeadline(20_000, 'Kafka', () => producer.send({ topic, acks: -1, messages }))
    },
    [Symbol.asyncDispose]: close,
  }
}
