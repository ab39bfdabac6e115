import { type Admin, Kafka, logLevel } from 'kafkajs'
import { muteTimeoutWarning } from '../../cli/src/lib/mute-timeout-warning.ts'
import { CONSUMER_GROUP } from '../../services/shared/src/event-contract.ts'
import type { Sandbox } from './sandbox.ts'

export const topic = 'user_events'

export async function withAdmin<T>(sandbox: Sandbox, use: (admin: Admin) => Promise<T>): Promise<T> {
  muteTimeoutWarning()
  const brokers = [`127.0.0.1:${sandbox.port('kafka', 'kafka')}`]
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  try {
    return await use(admin)
  } finally {
    await admin.disconnect()
  }
}

/** How many messages a topic was ever given. */
export async function messageCount(admin: Admin, name = topic): Promise<number> {
  return sum((await admin.fetchTopicOffsets(name)).map(({ high }) => high))
}

/** How many messages of the topic the consumers have committed. */
export async function committedCount(admin: Admin): Promise<number> {
  const [offsets] = await admin.fetchOffsets({ groupId: CONSUMER_GROUP, topics: [topic] })
  return sum(offsets?.partitions.map(({ offset }) => offset) ?? [])
}

const sum = (offsets: readonly string[]) => offsets.reduce((total, offset) => total + Math.max(0, Number(offset)), 0)
