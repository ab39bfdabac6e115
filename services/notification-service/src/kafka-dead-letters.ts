import { type Kafka, type Message, Partitioners, type Producer } from 'kafkajs'
import { CONSUMER_GROUP, deadLetterHeaders, dlqTopicOf } from '../../shared/src/event-contract.ts'
import { withDeadline } from '../../shared/src/with-deadline.ts'
import { type DeadLetter, type DeadLetters, deadLetterHeadersOf } from './dead-letter.ts'
import type { ReceivedMessage } from './received-event.ts'

/** What is sent together. A broker takes 1 MB at a time unless told otherwise, and headers come on top. */
const BATCH_BYTES = 200_000

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
        for (const batch of inBatches(letters.filter(({ message }) => !sent.has(message)))) {
          producer ??= kafka.producer({
            allowAutoTopicCreation: false,
            createPartitioner: Partitioners.DefaultPartitioner,
          })
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

/** A letter that is larger than a batch may be is one of its own. */
function inBatches(letters: readonly DeadLetter[]): readonly (readonly DeadLetter[])[] {
  const batches: DeadLetter[][] = []
  let bytes = 0
  for (const letter of letters) {
    const own = 1_000 + (letter.message.key?.length ?? 0) + (letter.message.value?.length ?? 0)
    const last = batches.at(-1)
    if (last !== undefined && bytes + own <= BATCH_BYTES) last.push(letter)
    else batches.push([letter])
    bytes = last !== undefined && bytes + own <= BATCH_BYTES ? bytes + own : own
  }
  return batches
}

async function sendBatch(producer: Producer, topic: string, messages: Message[]): Promise<void> {
  try {
    await producer.send({ topic, acks: -1, messages })
  } catch (error) {
    if (!(error instanceof Error && 'type' in error && error.type === 'MESSAGE_TOO_LARGE')) throw error
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
