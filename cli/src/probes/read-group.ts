import type { Admin } from 'kafkajs'

export interface GroupState {
  /** Kafka's word: Stable, PreparingRebalance, CompletingRebalance, Empty, Dead. */
  readonly state: string
  readonly assignedPartitions: readonly number[]
}

/** What the coordinator knows of a consumer group, as far as one topic goes. */
export async function readGroup(admin: Admin, groupId: string, topic: string): Promise<GroupState> {
  const { default: kafkajs } = await import('kafkajs')
  const { groups } = await admin.describeGroups([groupId])
  const members = groups[0]?.members ?? []
  const assigned = members.flatMap(
    ({ memberAssignment }) =>
      kafkajs.AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment[topic] ?? [],
  )
  return { state: groups[0]?.state ?? 'Dead', assignedPartitions: [...new Set(assigned)] }
}
