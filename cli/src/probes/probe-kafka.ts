import type { Admin } from 'kafkajs'
import { CONSUMER_GROUP } from '../../../services/shared/src/event-contract.ts'
import { catalogue } from '../stack/components.ts'
import { isForeign } from '../stack/stack.ts'
import type { Question } from './probe-context.ts'

/**
 * The broker answers, the group has a coordinator and each partition of the topic a leader. Our services create the topic
 * at their start: in a stack with neither of them Kafka works without it.
 */
export const probeKafka: Question = async ({ stack, kafka }) => {
  const leaders = await kafka.use(async (admin) => {
    const found = await leadersOf(admin, stack.topic)
    await admin.describeGroups([CONSUMER_GROUP])
    return found
  })
  if (leaders === undefined) {
    const detail = `broker and group coordinator answer, topic ${stack.topic} not there yet`
    if (stack.components.some((one) => catalogue[one.name].isService && !isForeign(one))) throw new Error(detail)
    return detail
  }
  const led = leaders.filter((leader) => leader >= 0).length
  const detail = `${led} of ${leaders.length} partitions have a leader`
  if (led < leaders.length) throw new Error(detail)
  return detail
}

async function leadersOf(admin: Admin, topic: string): Promise<readonly number[] | undefined> {
  if (!(await admin.listTopics()).includes(topic)) return undefined
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
  return topics.flatMap(({ partitions }) => partitions.map(({ leader }) => leader))
}
