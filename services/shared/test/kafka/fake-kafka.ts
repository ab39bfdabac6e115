import type { Kafka, Message, ProducerConfig, ProducerRecord } from 'kafkajs'

interface Behaviour {
  /** How often kafkajs tries before it is content. */
  readonly tries?: number
  /** What is sent each time, with the partition of each message; may throw. */
  readonly onTry?: (messages: readonly Message[], partitions: readonly number[]) => void
  /** Those of the partitions that acknowledge; all unless told otherwise. */
  readonly answer?: (partitions: readonly number[]) => readonly number[]
}

/** Producers that choose among three partitions as those of kafkajs do, anew for each try. */
export function fakeKafka({ tries = 1, onTry = () => {}, answer = (all) => all }: Behaviour): Kafka {
  const producer = ({ createPartitioner }: ProducerConfig) => {
    const partitioner = createPartitioner?.()
    if (!partitioner) throw new Error('kafkajs would choose by itself')
    const partitionMetadata = [0, 1, 2].map((partitionId) => ({ partitionId, leader: 0 }))
    const choose = (topic: string, message: Message) =>
      partitioner({ topic, message, partitionMetadata } as Parameters<typeof partitioner>[0])
    return {
      connect: async () => {},
      disconnect: async () => {},
      send: async ({ topic, messages }: ProducerRecord) => {
        let partitions: readonly number[] = []
        for (let n = 0; n < tries; n++) {
          partitions = messages.map((message) => choose(topic, message))
          onTry(messages, partitions)
        }
        return answer(partitions).map((partition) => ({ topicName: topic, partition, errorCode: 0 }))
      },
    }
  }
  return { producer } as unknown as Kafka
}
