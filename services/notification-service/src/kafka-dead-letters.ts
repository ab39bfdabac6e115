import { type Kafka, Partitioners, type Producer } from 'kafkajs'
import { CONSUMER_GROUP, dlqTopicOf } from '../../shared/src/event-contract.ts'
import { withDeadline } from '../../shared/src/with-deadline.ts'
import { type DeadLetters, deadLetterHeadersOf } from './dead-letter.ts'

/** Sends to `<topic>.dlq`. Connects at the first dead letter, which most runs never see, and anew after an error. */
export function kafkaDeadLetters(kafka: Kafka, topic: string): DeadLetters & AsyncDisposable {
  let producer: Producer | undefined
  const close = async () => {
    const old = producer
    producer = undefined
    if (old) await withDeadline(1_000, 'Kafka', () => old.disconnect()).catch(() => {})
  }
  return {
    send: async (letters) => {
      const messages = letters.map((letter) => ({
        key: letter.message.key,
        value: letter.message.value,
        headers: definedOnly(deadLetterHeadersOf(letter, CONSUMER_GROUP)),
      }))
      try {
        producer ??= kafka.producer({
          allowAutoTopicCreation: false,
          createPartitioner: Partitioners.DefaultPartitioner,
        })
        const current = producer
        await withDeadline(10_000, 'Kafka', async () => {
          await current.connect()
          await current.send({ topic: dlqTopicOf(topic), acks: -1, messages })
        })
      } catch (error) {
        await close()
        throw error
      }
    },
    [Symbol.asyncDispose]: close,
  }
}

function definedOnly<T>(headers: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, T] => entry[1] !== undefined))
}
