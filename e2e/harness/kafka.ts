import { type Admin, Kafka, logLevel, type Producer } from 'kafkajs'
import { muteTimeoutWarning } from '../../cli/src/lib/mute-timeout-warning.ts'
import { CONSUMER_GROUP } from '../../services/shared/src/event-contract.ts'
import type { Sandbox } from './sandbox.ts'

export const topic = 'user_events'

export async function withAdmin<T>(sandbox: Sandbox, use: (admin: Admin) => Promise<T>): Promise<T> {
  return withClient(kafkaOf(sandbox).admin(), use)
}

export async function withProducer<T>(sandbox: Sandbox, use: (producer: Producer) => Promise<T>): Promise<T> {
  return withClient(kafkaOf(sandbox).producer({ allowAutoTopicCreation: false }), use)
}

/** How many messages the topic was ever given. */
export async function messageCount(admin: Admin, name = topic): Promise<number> {
  return sum((await admin.fetchTopicOffsets(name)).map(({ high }) => high))
}

/** How many messages of the topic the consumers have committed. */
export async function committedCount(admin: Admin): Promise<number> {
  const [offsets] = await admin.fetchOffsets({ groupId: CONSUMER_GROUP, topics: [topic] })
  return sum(offsets?.partitions.map(({ offset }) => offset) ?? [])
}

function kafkaOf(sandbox: Sandbox): Kafka {
  muteTimeoutWarning()
  return new Kafka({ brokers: [`127.0.0.1:${sandbox.port('kafka', 'kafka')}`], logLevel: logLevel.NOTHING })
}

async function withClient<C extends { connect(): Promise<void>; disconnect(): Promise<void> }, T>(
  client: C,
  use: (client: C) => Promise<T>,
): Promise<T> {
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.disconnect()
  }
}

const sum = (offsets: readonly string[]) => offsets.reduce((total, offset) => total + Math.max(0, Number(offset)), 0)
