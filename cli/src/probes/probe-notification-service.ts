import { CONSUMER_GROUP } from '../../../services/shared/src/event-contract.ts'
import { whyForeign } from '../stack/stack.ts'
import type { Question } from './probe-context.ts'
import { probeService } from './probe-service.ts'
import { readGroup } from './read-group.ts'

const probeReadyz = probeService('notification-service')

/**
 * It says /readyz, and its group is stable with every partition of the topic assigned. Somebody else's consumer need neither listen
 * nor join that group: it works as far as anybody can tell when it runs.
 */
export const probeNotificationService: Question = async (context, signal) => {
  if (whyForeign(context.stack, ['notification-service'])) return 'another image runs'
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
