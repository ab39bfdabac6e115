import type { Connection, RowDataPacket } from 'mysql2/promise'
import { CANARY_DOMAIN, isCanary } from '../../../services/shared/src/event-contract.ts'
import { type EventTable, seenIn } from './event-table.ts'
import { type UserTable, userSeenIn } from './user-table.ts'

const pageRows = 5_000

/** Runs reads that all see the database as it was at one moment. */
export async function inSnapshot<T>(mysql: Connection, read: () => Promise<T>): Promise<T> {
  await mysql.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ')
  await mysql.query('START TRANSACTION WITH CONSISTENT SNAPSHOT')
  try {
    return await read()
  } finally {
    // Nothing was written: why reading failed is all that counts.
    await mysql.query('COMMIT').catch(() => {})
  }
}

/** Marks who is in `users`, without canaries. */
export async function readUsers(mysql: Connection, users: UserTable): Promise<void> {
  for (let after: string | number = 0; ; ) {
    const rows = await page(mysql, 'SELECT id, email FROM users WHERE id > ? ORDER BY id', after)
    for (const [id, email] of rows) if (!isCanary(String(email))) users.add(Number(id), userSeenIn.users)
    if (rows.length < pageRows) return
    after = String(rows.at(-1)?.[0])
  }
}

/** Marks what the outbox still holds, without canaries' events. */
export async function readOutbox(mysql: Connection, users: UserTable, events: EventTable): Promise<void> {
  for (let after: string | number = 0; ; ) {
    const sql = 'SELECT id, event_id, aggregate_id, payload FROM outbox WHERE id > ? ORDER BY id'
    const rows = await page(mysql, sql, after)
    for (const [, eventId, userId, payload] of rows) {
      if (String(payload).toLowerCase().includes(`@${CANARY_DOMAIN}"`)) continue
      events.add(eventId as Buffer, seenIn.outbox, Number(userId))
      users.add(Number(userId), userSeenIn.events)
    }
    if (rows.length < pageRows) return
    after = String(rows.at(-1)?.[0])
  }
}

export async function readInbox(mysql: Connection, events: EventTable): Promise<void> {
  for (let after: Buffer = Buffer.alloc(0); ; ) {
    const rows = await page(mysql, 'SELECT event_id, user_id FROM inbox WHERE event_id > ? ORDER BY event_id', after)
    for (const [eventId, userId] of rows) events.add(eventId as Buffer, seenIn.inbox, userIdOf(userId))
    if (rows.length < pageRows) return
    after = rows.at(-1)?.[0] as Buffer
  }
}

/** A canary's event is marked as such, so that its inbox row is left out too. */
export async function readNotifications(mysql: Connection, events: EventTable): Promise<void> {
  for (let after: string | number = 0; ; ) {
    const sql = 'SELECT id, event_id, user_id, email FROM notifications WHERE id > ? ORDER BY id'
    const rows = await page(mysql, sql, after)
    for (const [, eventId, userId, email] of rows) {
      const bits = isCanary(String(email)) ? seenIn.notifications | seenIn.canary : seenIn.notifications
      events.add(eventId as Buffer, bits, userIdOf(userId))
    }
    if (rows.length < pageRows) return
    after = String(rows.at(-1)?.[0])
  }
}

async function page(mysql: Connection, sql: string, after: string | number | Buffer): Promise<readonly unknown[][]> {
  const [rows] = await mysql.query<RowDataPacket[][]>({
    sql: `${sql} LIMIT ${pageRows}`,
    values: [after],
    rowsAsArray: true,
  })
  return rows
}

function userIdOf(value: unknown): number | undefined {
  return value === null ? undefined : Number(value)
}
