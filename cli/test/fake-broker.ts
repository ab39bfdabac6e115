import type { Admin, IHeaders, Kafka, KafkaMessage, Message, Producer } from 'kafkajs'
import type { ReadOptions } from '../src/probes/read-topic.ts'

export type Handler = (message: KafkaMessage, partition: number, broker: FakeBroker) => void

/** Topics in memory, with a consumer that handles what comes to the main topic as soon as it is asked how far it is. */
export class FakeBroker {
  readonly topics = new Map<string, KafkaMessage[][]>()
  /** What the consumer does with a message; undefined: it does not run. */
  consumer: Handler | undefined
  /** Each `send`, as it was called. */
  readonly sends: Message[][] = []
  readonly #committed = new Map<number, number>()

  readonly mainTopic: string

  constructor(mainTopic: string) {
    this.mainTopic = mainTopic
    this.topics.set(mainTopic, [[], [], []])
  }

  put(topic: string, partition: number, message: Omit<Message, 'partition'>): number {
    const log = this.topics.get(topic)?.[partition]
    if (log === undefined) throw new Error(`no partition ${partition} of ${topic}`)
    const bytes = (value: Buffer | string | null | undefined) => (value == null ? null : Buffer.from(value))
    log.push({
      key: bytes(message.key),
      value: bytes(message.value),
      timestamp: String(1_795_500_000_000 + log.length),
      attributes: 0,
      offset: String(log.length),
      headers: asRead(message.headers ?? {}),
    })
    return log.length - 1
  }

  readonly read = async ({ topic, ranges, onMessage }: ReadOptions): Promise<void> => {
    for (const { partition, from, end } of ranges) {
      for (const message of this.topics.get(topic)?.[partition]?.slice(from, end) ?? []) onMessage(message, partition)
    }
  }

  readonly admin = {
    listTopics: async () => [...this.topics.keys()],
    fetchTopicOffsets: async (topic: string) =>
      (this.topics.get(topic) ?? []).map((log, partition) => ({
        partition,
        offset: String(log.length),
        high: String(log.length),
        low: '0',
      })),
    fetchOffsets: async () => {
      this.#consume()
      const partitions = [...this.#committed].map(([partition, offset]) => ({
        partition,
        offset: String(offset),
        metadata: null,
      }))
      return [{ topic: this.mainTopic, partitions }]
    },
    disconnect: async () => {},
  } as unknown as Admin

  readonly producer = {
    connect: async () => {},
    disconnect: async () => {},
    send: async ({ topic, messages }: { topic: string; messages: Message[] }) => {
      this.sends.push(messages)
      const bases = new Map<number, number>()
      for (const { partition = 0, ...message } of messages) {
        const offset = this.put(topic, partition, message)
        if (!bases.has(partition)) bases.set(partition, offset)
      }
      return [...bases].map(([partition, base]) => ({
        topicName: topic,
        partition,
        errorCode: 0,
        baseOffset: String(base),
      }))
    },
  } as unknown as Producer

  readonly kafka = { producer: () => this.producer } as unknown as Kafka

  #consume(): void {
    const { consumer } = this
    if (consumer === undefined) return
    this.topics.get(this.mainTopic)?.forEach((log, partition) => {
      for (const message of log.slice(this.#committed.get(partition) ?? 0)) consumer(message, partition, this)
      this.#committed.set(partition, log.length)
    })
  }
}

function asRead(headers: IHeaders): IHeaders {
  const bytes = (value: Buffer | string) => Buffer.from(value)
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(bytes) : bytes(value ?? ''),
    ]),
  )
}
