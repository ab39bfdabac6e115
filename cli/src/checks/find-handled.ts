import type { Connection, RowDataPacket } from 'mysql2/promise'
import { uuidBytes, uuidText } from '../../../services/shared/src/event-contract.ts'

/** Those of the events that the inbox holds: each has had its effect, and will not have it again. */
export async function findHandled(mysql: Connection, eventIds: readonly string[]): Promise<ReadonlySet<string>> {
  const handled = new Set<string>()
  for (let start = 0; start < eventIds.length; start += 1000) {
    const ids = eventIds.slice(start, start + 1000).map(uuidBytes)
    const [rows] = await mysql.query<RowDataPacket[]>('SELECT event_id FROM inbox WHERE event_id IN (?)', [ids])
    for (const { event_id } of rows) handled.add(uuidText(event_id))
  }
  return handled
}
