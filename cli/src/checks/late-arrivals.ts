import type { Kafka } from 'kafkajs'
import type { Connection, RowDataPacket } from 'mysql2/promise'
import { uuidBytes } from '../../../services/shared/src/event-contract.ts'
import { readTopicEvents } from '../probes/read-topic-events.ts'
import { type EventTable, seenIn } from './event-table.ts'
import type { ClosedRange } from './ranges-since.ts'
import { type UserTable, userSeenIn } from './user-table.ts'

// While a stack is in use, stages are read one after the other and later ones know more. What follows takes that for no difference.

/** Marks users who registered after `users` had been read. */
export async function markLateUsers(mysql: Connection, users: UserTable): Promise<void> {
  const absent = [...users.rows()].filter(([, bits]) => !(bits & userSeenIn.users)).map(([id]) => id)
  for (let start = 0; start < absent.length; start += 1000) {
    const chunk = absent.slice(start, start + 1000)
    const [rows] = await mysql.query<RowDataPacket[]>('SELECT id FROM users WHERE id IN (?)', [chunk])
    for (const { id } of rows) users.add(Number(id), userSeenIn.users)
  }
}

export function hasUnsentEvents(events: EventTable): boolean {
  for (const { seen } of events.rows()) if (isUnsent(seen)) return true
  return false
}

/** Marks events that came to the topic, and were handled, after it had been read. */
export async function markLateEvents(
  kafka: Kafka,
  topic: string,
  ranges: readonly ClosedRange[],
  users: UserTable,
  events: EventTable,
  signal: AbortSignal,
): Promise<void> {
  await readTopicEvents(kafka, {
    topic,
    ranges,
    signal,
    onEvent: (event) => {
      const id = uuidBytes(event.eventId)
      const known = events.get(id)
      if (!known || !isUnsent(known.seen)) return
      events.add(id, seenIn.topic, event.userId)
      if (event.userId !== undefined) users.add(event.userId, userSeenIn.events)
    },
  })
}

function isUnsent(seen: number): boolean {
  return (seen & (seenIn.topic | seenIn.outbox | seenIn.canary)) === 0
}
