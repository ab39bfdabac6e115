import type { Kafka } from 'kafkajs'
import type { Connection, RowDataPacket } from 'mysql2/promise'
import { uuidBytes, uuidText } from '../../../services/shared/src/event-contract.ts'
import { readTopicEvents } from '../probes/read-topic-events.ts'
import type { Difference, Item } from './compare-stages.ts'
import type { ClosedRange } from './ranges-since.ts'

/** Gives the items of differences their e-mails, from whichever stage still knows them: users, notifications or the topic. */
export async function findEmails(
  differences: readonly Difference[],
  mysql: Connection,
  kafka: Kafka,
  topic: string,
  ranges: readonly ClosedRange[],
  signal: AbortSignal,
): Promise<readonly Difference[]> {
  const byUser = new Map<number, string>()
  const byEvent = new Map<string, string>()
  const emailOf = ({ userId, eventId, email }: Item): string | undefined =>
    email ?? byUser.get(userId ?? 0) ?? byEvent.get(eventId ?? '')
  const nameless = (): readonly Item[] => differences.flatMap(({ items }) => items.filter((item) => !emailOf(item)))

  const userIds = nameless().flatMap(({ userId }) => userId ?? [])
  if (userIds.length > 0) {
    const [rows] = await mysql.query<RowDataPacket[]>('SELECT id, email FROM users WHERE id IN (?)', [userIds])
    for (const { id, email } of rows) byUser.set(Number(id), email)
  }
  const eventIds = nameless().flatMap(({ eventId }) => (eventId === undefined ? [] : [uuidBytes(eventId)]))
  if (eventIds.length > 0) {
    const sql = 'SELECT event_id, email FROM notifications WHERE event_id IN (?)'
    const [rows] = await mysql.query<RowDataPacket[]>(sql, [eventIds])
    for (const { event_id, email } of rows) byEvent.set(uuidText(event_id), email)
  }
  const wanted = new Set(nameless().map(({ eventId }) => eventId))
  if (wanted.size > 0) {
    await readTopicEvents(kafka, {
      topic,
      ranges,
      signal,
      onEvent: ({ eventId, email }) => {
        if (wanted.has(eventId)) byEvent.set(eventId, email)
      },
    })
  }
  return differences.map((difference) => ({
    ...difference,
    items: difference.items.map((item) => {
      const email = emailOf(item)
      return email === undefined ? item : { ...item, email }
    }),
  }))
}
