import { CONSUMER_GROUP } from '../../../services/shared/src/event-contract.ts'
import type { Question } from './probe-context.ts'
import { probeService } from './probe-service.ts'
import { readGroup } from './read-group.ts'

const probeReadyz = probeService('notification-service')

/** It says /readyz, and its group is stable with every partition of the topic assigned. */
export const probeNotificationService: Question = async (context, signal) => {
  await probeReadyz(context, signal)
  const [group, partitions] = await context.kafka.use(async (admin) => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [context.stack.topic] })
    const state = await readGroup(admin, CONSUMER_GROUP, context.stack.topic)
    return [state, topics[0]?.partitions.length ?? 0] as const
  })
  if (group.state !== 'Stable') throw new Error(`group ${group.state}`)
  if (group.assignedPartitions.length < partitions) {
    throw new Error(`group stable, ${group.assignedPartitions.length} of ${partitions} partitions assigned`)
  }
  return `group stable, ${partitions} partitions`
}
