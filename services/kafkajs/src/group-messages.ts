export interface ToGroup<Message> {
  readonly topic: string
  readonly partitionMetadata: readonly unknown[]
  readonly messages: readonly Message[]
  readonly partitioner: (chosen: {
    readonly topic: string
    readonly partitionMetadata: readonly unknown[]
    readonly message: Message
  }) => number
}

/** The messages of each partition, in their order. kafkajs copies those that a partition has for each that it adds. */
export function groupMessages<Message>(toGroup: ToGroup<Message>): Record<number, Message[]> {
  const { topic, partitionMetadata, messages, partitioner } = toGroup
  const groups: Record<number, Message[]> = {}
  if (partitionMetadata.length === 0) return groups
  for (const message of messages) {
    const partition = partitioner({ topic, partitionMetadata, message })
    groups[partition] ??= []
    groups[partition].push(message)
  }
  return groups
}
