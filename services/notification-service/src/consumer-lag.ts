import type { Admin } from 'kafkajs'
import { CONSUMER_GROUP } from '../../shared/src/event-contract.ts'

/** Messages by partition that the group has not committed; without a commit all that the topic holds. */
export async function consumerLag(
  admin: Admin,
  topic: string,
  partitions: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const [ends, committed] = await Promise.all([
    admin.fetchTopicOffsets(topic),
    admin.fetchOffsets({ groupId: CONSUMER_GROUP, topics: [topic] }),
  ])
  const offsets = new Map(committed[0]?.partitions.map(({ partition, offset }) => [partition, Number(offset)]))
  return new Map(
    ends
      .filter(({ partition }) => partitions.includes(partition))
      .map(({ partition, high, low }) => {
        const offset = offsets.get(partition) ?? -1
        return [partition, Math.max(0, Number(high) - (offset < 0 ? Number(low) : offset))]
      }),
  )
}
