import { type Kafka, type Message, Partitioners, type ProducerConfig, type ProducerRecord } from 'kafkajs'

export interface Producer {
  connect(): Promise<void>
  /** Resolves once every message is acknowledged by the leader of its partition; after an error some may be on the topic. */
  send(record: ProducerRecord): Promise<void>
  disconnect(): Promise<void>
}

/**
 * A producer of kafkajs that takes no silence for an answer. When kafkajs tries again it asks no broker a second time that has answered
 * once, although that one may lead the partitions of a dead one meanwhile: it reports success, and their messages are nowhere
 * (https://github.com/tulios/kafkajs/issues/1303). So each message keeps the partition that was chosen first, and that one is
 * looked for among the answers.
 */
export function createProducer(
  kafka: Kafka,
  config: Omit<ProducerConfig, 'createPartitioner' | 'allowAutoTopicCreation'> = {},
): Producer {
  const partitionOf = new WeakMap<Message, number>()
  const producer = kafka.producer({
    ...config,
    allowAutoTopicCreation: false,
    createPartitioner: () => {
      const choose = Partitioners.DefaultPartitioner()
      return (args) => {
        const partition = partitionOf.get(args.message) ?? choose(args)
        partitionOf.set(args.message, partition)
        return partition
      }
    },
  })
  return {
    connect: () => producer.connect(),
    send: async (record) => {
      const answers = await producer.send(record)
      const acknowledged = new Set<number | undefined>(answers.map(({ partition }) => partition))
      const missing = record.messages.filter((message) => !acknowledged.has(partitionOf.get(message)))
      if (missing.length > 0)
        throw new Error(`no broker acknowledged ${missing.length} of ${record.messages.length} messages`)
    },
    disconnect: () => producer.disconnect(),
  }
}
