import type { Admin } from 'kafkajs'

export interface PartitionOffsets {
  readonly partition: number
  /** Of the oldest message that is still there. */
  readonly first: number
  /** That the next message will get. */
  readonly end: number
}

/** Empty when the topic does not exist. */
export async function readTopicOffsets(admin: Admin, topic: string): Promise<readonly PartitionOffsets[]> {
  if (!(await admin.listTopics()).includes(topic)) return []
  const offsets = await admin.fetchTopicOffsets(topic)
  return offsets
    .map(({ partition, low, high }) => ({ partition, first: Number(low), end: Number(high) }))
    .toSorted((a, b) => a.partition - b.partition)
}
