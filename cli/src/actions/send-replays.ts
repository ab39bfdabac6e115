import type { Kafka, Producer } from 'kafkajs'
import { inChunks } from '../../../services/shared/src/in-chunks.ts'
import { isMessageTooLarge } from '../../../services/shared/src/kafka/is-message-too-large.ts'
import { MsctlError } from '../errors.ts'
import { kafkaUnreachable } from '../probes/create-kafka.ts'
import { reasonOf } from '../probes/reason-of.ts'
import type { ReplayMessage } from './replay-message.ts'

/** What is sent together must stay below what a broker takes for one batch, 1 MB unless told otherwise. */
const together = { count: 100, weight: 200_000 }

/** Whoever calls disconnects it; MSCTL_COULD_NOT_ASK when the broker does not answer. */
export async function openProducer(kafka: Kafka): Promise<Producer> {
  const { default: kafkajs } = await import('kafkajs')
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  })
  try {
    await producer.connect()
    return producer
  } catch (cause) {
    await producer.disconnect().catch(() => {})
    throw kafkaUnreachable(cause)
  }
}

/** Sends all to a topic, in order, and calls `onSent` with the offset that each has got. */
export async function sendReplays(
  producer: Producer,
  topic: string,
  replays: readonly ReplayMessage[],
  onSent: (replay: ReplayMessage, offset: number) => void,
): Promise<void> {
  for (const chunk of inChunks(replays, together, weightOf)) {
    const answers = await send(producer, topic, chunk)
    const next = new Map(answers.map(({ partition, baseOffset }) => [partition, Number(baseOffset)]))
    for (const replay of chunk) {
      const { partition } = replay.message
      const offset = next.get(partition)
      if (offset === undefined) continue
      next.set(partition, offset + 1)
      onSent(replay, offset)
    }
    // kafkajs forgets some when a broker died meanwhile: https://github.com/tulios/kafkajs/issues/1303
    const forgotten = chunk.filter(({ message }) => !next.has(message.partition))
    if (forgotten.length > 0) throw kafkaUnreachable(new Error(`no broker took ${forgotten.length} of ${chunk.length}`))
  }
}

async function send(producer: Producer, topic: string, chunk: readonly ReplayMessage[]) {
  try {
    return await producer.send({ topic, acks: -1, messages: chunk.map(({ message }) => message) })
  } catch (cause) {
    // The broker did answer.
    if (!isMessageTooLarge(cause)) throw kafkaUnreachable(cause)
    const ids = chunk.map(({ letter }) => letter.id).join(', ')
    throw new MsctlError('MSCTL_USAGE', `Kafka does not take ${ids}, too large for ${topic}: ${reasonOf(cause)}`, {
      cause,
      suggestions: ['raise max.message.bytes of the topic'],
    })
  }
}

function weightOf({ message: { key, value, headers } }: ReplayMessage): number {
  const texts = Object.entries(headers).flatMap(([name, content]) => [name, content].flat())
  return [key, value, ...texts].reduce((sum, part) => sum + (part?.length ?? 0), 0)
}
