import type { Admin, Kafka } from 'kafkajs'
import { dlqTopicOf } from '../event-contract.ts'
import { pause } from '../keep-trying.ts'
import type { Readiness } from '../readiness.ts'
import type { KafkaEnv } from '../service-env.ts'
import { withDeadline } from '../with-deadline.ts'

/** Twice what a broker takes by default. */
const DLQ_MESSAGE_BYTES = 2 * 1_048_588

/**
 * Makes the topics that are missing, then looks every two seconds whether each partition has a leader, so that readiness
 * is true. `onLook` is called each time with the same client. Throws when the broker does not answer; to be tried again.
 */
export async function watchKafka(
  kafka: Kafka,
  { topic, partitions }: KafkaEnv,
  readiness: Readiness,
  signal: AbortSignal,
  onLook: (admin: Admin) => Promise<void> = async () => {},
): Promise<void> {
  const admin = kafka.admin()
  try {
    await withDeadline(15_000, 'Kafka', async () => {
      await admin.connect()
      await createTopics(admin, topic, partitions)
    })
    while (!signal.aborted) {
      await withDeadline(5_000, 'Kafka', async () => {
        readiness.works('kafka', await describeTopic(admin, topic))
        // somebody may have deleted it: it is made anew, too
        await describeTopic(admin, dlqTopicOf(topic))
        await onLook(admin)
      })
      await pause(2_000, signal)
    }
  } finally {
    await withDeadline(1_000, 'Kafka', () => admin.disconnect()).catch(() => {})
  }
}

/** Idempotent. One topic a call, since kafkajs reports a mixture of new and existing ones as an error. How many copies there are is the brokers' to say. */
async function createTopics(admin: Admin, topic: string, partitions: number): Promise<void> {
  const kept = { name: 'retention.ms', value: '-1' }
  // kafkajs reads no snappy, lz4 or zstd, and stops for ever at the first batch that another program compressed so: the broker unpacks it.
  const readable = { name: 'compression.type', value: 'uncompressed' }
  // A dead letter is its message and some headers: the largest message must fit.
  const roomy = { name: 'max.message.bytes', value: String(DLQ_MESSAGE_BYTES) }
  const wanted = [
    { topic, numPartitions: partitions, replicationFactor: -1, configEntries: [kept, readable] },
    { topic: dlqTopicOf(topic), numPartitions: 1, replicationFactor: -1, configEntries: [kept, readable, roomy] },
  ]
  for (const one of wanted) await admin.createTopics({ topics: [one], waitForLeaders: true })
}

async function describeTopic(admin: Admin, topic: string): Promise<string> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
  const partitions = topics[0]?.partitions ?? []
  const led = partitions.filter(({ leader }) => leader >= 0).length
  if (partitions.length === 0 || led < partitions.length) {
    throw new Error(`${led} of ${partitions.length} partitions of ${topic} have a leader`)
  }
  return `${led} of ${partitions.length} partitions of ${topic} have a leader`
}
