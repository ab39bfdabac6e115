import { setTimeout as sleep } from 'node:timers/promises'
import { MsctlError } from '../../../errors.ts'
import { muteTimeoutWarning } from '../../../lib/mute-timeout-warning.ts'

const topic = 'first-start'
const consumedWithinMs = 60_000

/** What services do with a broker, once: its classes for topics, producing, groups and offsets are loaded afterwards. Rejects when aborted. */
export async function exerciseBroker(port: number, signal: AbortSignal): Promise<void> {
  const { default: kafkajs } = await import('kafkajs')
  muteTimeoutWarning()
  const kafka = new kafkajs.Kafka({
    clientId: topic,
    brokers: [`127.0.0.1:${port}`],
    retry: { retries: 20, initialRetryTime: 100, maxRetryTime: 500 },
    logCreator: () => () => {},
  })
  const admin = kafka.admin()
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
  const consumer = kafka.consumer({ groupId: topic })
  try {
    await Promise.all([admin.connect(), producer.connect(), consumer.connect()])
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 3 }] })
    await consumer.subscribe({ topic, fromBeginning: true })
    const consumed = new Promise<void>((resolve) => {
      consumer.on(consumer.events.COMMIT_OFFSETS, () => resolve())
    })
    await consumer.run({ eachMessage: async () => {}, autoCommitThreshold: 1 })
    await producer.send({ topic, acks: -1, messages: [0, 1, 2].map((partition) => ({ partition, value: 'hello' })) })
    const late = sleep(consumedWithinMs, 'late', { signal, ref: false })
    if ((await Promise.race([consumed, late])) === 'late') throw notConsumed()
    await admin.fetchTopicOffsets(topic)
    await admin.fetchOffsets({ groupId: topic, topics: [topic] })
  } finally {
    await Promise.allSettled([consumer.disconnect(), producer.disconnect(), admin.disconnect()])
  }
}

function notConsumed(): MsctlError {
  return new MsctlError(
    'MSCTL_COMPONENT_FAILED',
    `kafka let nothing be consumed at its first start within ${consumedWithinMs / 1000} s`,
  )
}
