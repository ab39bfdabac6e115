import type { Admin } from 'kafkajs'
import { CONSUMER_GROUP } from '../../../services/shared/src/event-contract.ts'
import { kafkaUnreachable } from '../probes/create-kafka.ts'
import { readTopicOffsets } from '../probes/topic-offsets.ts'

export interface PartitionLag {
  readonly partition: number
  /** The next offset that the group will handle. */
  readonly committed: number
  readonly end: number
  readonly lag: number
}

/** What notification-service has still to handle, by partition, as the broker knows it. Empty when there is no topic. */
export async function readLag(admin: Admin, topic: string): Promise<readonly PartitionLag[]> {
  try {
    // Committed ones first: the other way round, what is handled in between would count as a negative lag.
    const committed = await committedOffsets(admin, topic)
    const offsets = await readTopicOffsets(admin, topic)
    return offsets.map(({ partition, first, end }) => {
      // Where the group has committed nothing yet, it begins at the earliest message.
      const next = Math.max(committed.get(partition) ?? -1, first)
      return { partition, committed: next, end, lag: end - next }
    })
  } catch (cause) {
    throw kafkaUnreachable(cause)
  }
}

async function committedOffsets(admin: Admin, topic: string): Promise<ReadonlyMap<number, number>> {
  const [found] = await admin.fetchOffsets({ groupId: CONSUMER_GROUP, topics: [topic] })
  return new Map((found?.partitions ?? []).map(({ partition, offset }) => [partition, Number(offset)]))
}
