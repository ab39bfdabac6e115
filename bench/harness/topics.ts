import { type Admin, Kafka, logLevel, Partitioners } from 'kafkajs'
import { muteTimeoutWarning } from '../../cli/src/lib/mute-timeout-warning.ts'
import {
  eventHeaders,
  SCHEMA_VERSION,
  serializeEvent,
  TOPIC_PARTITIONS,
} from '../../services/shared/src/event-contract.ts'
import { uuidV7 } from '../../services/user-service/src/uuid-v7.ts'

const batchSize = 1_000

/** A topic with as many partitions as the stack's. */
export async function createTopic(broker: string, topic: string): Promise<void> {
  await withAdmin(broker, (admin) =>
    admin.createTopics({ topics: [{ topic, numPartitions: TOPIC_PARTITIONS }], waitForLeaders: true }),
  )
}

async function withAdmin(broker: string, work: (admin: Admin) => Promise<unknown>): Promise<void> {
  const admin = clientOf(broker).admin()
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.disconnect()
  }
}

/** Puts so many events on a topic, each as user-service would publish it. */
export async function fillTopic(broker: string, topic: string, count: number): Promise<void> {
  const producer = clientOf(broker).producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await producer.connect()
  try {
    for (let sent = 0; sent < count; sent += batchSize) {
      const size = Math.min(batchSize, count - sent)
      await producer.send({ topic, messages: Array.from({ length: size }, (_, index) => eventOf(sent + index + 1)) })
    }
  } finally {
    await producer.disconnect()
  }
}

function eventOf(userId: number) {
  return {
    key: String(userId),
    value: serializeEvent({ user_name: `Juan Perez ${userId}`, email: `juan.perez.${userId}@bench.example` }),
    headers: {
      [eventHeaders.id]: uuidV7(),
      [eventHeaders.time]: new Date().toISOString(),
      [eventHeaders.schemaVersion]: SCHEMA_VERSION,
      [eventHeaders.requestId]: uuidV7(),
    },
  }
}

function clientOf(broker: string): Kafka {
  muteTimeoutWarning()
  return new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING })
}
