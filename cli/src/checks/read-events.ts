import type { Kafka } from 'kafkajs'
import { isCanary, REPLAY_HEADER, uuidBytes } from '../../../services/shared/src/event-contract.ts'
import { readTopicEvents } from '../probes/read-topic-events.ts'
import { type EventTable, seenIn } from './event-table.ts'
import type { ClosedRange } from './ranges-since.ts'
import { type UserTable, userSeenIn } from './user-table.ts'

export interface TopicCounts {
  /** Without canaries' events. */
  messages: number
  /** Messages whose event was on the topic before: legal, since at-least-once is what the relay promises. */
  repeated: number
  /** No events of ours: they belong among the dead letters. Without replays of such, which are no further ones. */
  unreadable: number
  /** Events of older producers, which name no user. */
  withoutUser: number
}

/** Marks what lies on the topic in those ranges, and whose events they are. */
export async function readEvents(
  kafka: Kafka,
  topic: string,
  ranges: readonly ClosedRange[],
  users: UserTable,
  events: EventTable,
  signal: AbortSignal,
): Promise<TopicCounts> {
  const counts: TopicCounts = { messages: 0, repeated: 0, unreadable: 0, withoutUser: 0 }
  await readTopicEvents(kafka, {
    topic,
    ranges,
    signal,
    onOther: ({ headers }) => {
      if (headers?.[REPLAY_HEADER] === undefined) counts.unreadable++
    },
    onEvent: (event) => {
      const id = uuidBytes(event.eventId)
      if (isCanary(event.email)) {
        events.add(id, seenIn.canary | seenIn.topic, undefined)
        return
      }
      counts.messages++
      const known = events.get(id)?.seen ?? 0
      if (events.add(id, seenIn.topic, event.userId)) counts.repeated++
      else if (event.userId === undefined) counts.withoutUser++
      else if (known === 0) markUser(users, event.userId)
    },
  })
  return counts
}

/** A second event of the same user would have it notified twice. */
function markUser(users: UserTable, userId: number): void {
  if (users.add(userId, userSeenIn.events) & userSeenIn.events) users.add(userId, userSeenIn.doubled)
}
