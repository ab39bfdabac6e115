import type { Kafka, Message } from 'kafkajs'
import { CONSUMER_GROUP, deadLetterHeaders, dlqTopicOf } from '../../shared/src/event-contract.ts'
import { inChunks } from '../../shared/src/in-chunks.ts'
import { createProducer, type Producer } from '../../shared/src/kafka/create-producer.ts'
import { isMessageTooLarge } from '../../shared/src/kafka/is-message-too-large.ts'
import { withDeadline } from '../../shared/src/with-deadline.ts'
import { type DeadLetter, type DeadLetters, deadLetterHeadersOf } from './dead-letter.ts'
import type { ReceivedMessage } from './received-event.ts'

/** What is sent together. A broker takes 1 MB at a time unless told otherwise, and headers come on top. */
const together = { count: Number.POSITIVE_INFINITY, weight: 200_000 }

/**
 * Sends to `<topic>.dlq`. Connects at the first dead letter, which most runs never see, and anew after an error. No message is too
 * large: where the broker does not take it with its payload it goes without, and a header says so.
 */
export function kafkaDeadLetters(kafka: Kafka, topic: string): DeadLetters & AsyncDisposable {
  let producer: Producer | undefined
  // When a later batch fails all come again.
  const sent = new WeakSet<ReceivedMessage>()
  const close = async () => {
    const old = producer
    producer = undefined
    if (old) await withDeadline(1_000, 'Kafka', () => old.disconnect()).catch(() => {})
  }
  return {
    send: async (letters) => {
      try {
        const unsent = letters.filter(({ message }) => !sent.has(message))
        for (const batch of inChunks(unsent, together, bytesOf)) {
          producer ??= createProducer(kafka)
          const current = producer
          await withDeadline(10_000, 'Kafka', async () => {
            await current.connect()
            await sendBatch(current, dlqTopicOf(topic), batch.map(toMessage))
          })
          for (const { message } of batch) sent.add(message)
        }
      } catch (error) {
        await close()
        throw error
      }
    },
    [Symbol.asyncDispose]: close,
  }
}

function bytesOf({ message: { key, value } }: DeadLetter): number {
  return 1_000 + (key?.length ?? 0) + (value?.length ?? 0)
}

async function sendBatch(producer: Producer, topic: string, messages: Message[]): Promise<void> {
  try {
    await producer.send({ topic, acks: -1, messages })
  } catch (error) {
    if (!isMessageTooLarge(error)) throw error
    if (messages.every(({ value }) => value === null)) throw error
    for (const message of messages)
      await sendBatch(producer, topic, [messages.length > 1 ? message : withoutPayload(message)])
  }
}

function withoutPayload(message: Message): Message {
  const omitted = String(message.value?.length ?? 0)
  return { ...message, value: null, headers: { ...message.headers, [deadLetterHeaders.omittedBytes]: omitted } }
}

function toMessage(letter: DeadLetter): Message {
  const { key, value } = letter.message
  return { key, value, headers: writable(deadLetterHeadersOf(letter, CONSUMER_GROUP)) }
}

/** Kafka knows headers without a value, which kafkajs reads as null and cannot write. */
function writable(headers: ReceivedMessage['headers']): NonNullable<Message['headers']> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((one) => one ?? '') : (value ?? ''),
    ]),
  )
}
