import type { Pool, PoolConnection } from 'mysql2/promise'
import { CANARY_DOMAIN, uuidBytes, uuidText } from '../../shared/src/event-contract.ts'
import { askMysql } from '../../shared/src/mysql/ask-mysql.ts'
import { inTransaction } from '../../shared/src/mysql/in-transaction.ts'
import { isBadValue, isDuplicateEntry } from '../../shared/src/mysql/mysql-errors.ts'
import {
  type Notification,
  type NotificationPage,
  type NotificationRepository,
  UnstorableEvent,
} from './notification-repository.ts'
import type { ReceivedEvent } from './received-event.ts'

export function mysqlNotificationRepository(pool: Pool): NotificationRepository {
  const inDoubt = new Set<string>()
  return { store: (events) => store(pool, events, inDoubt), list: (page) => list(pool, page) }
}

/**
 * Takes all as new at first, which nearly always holds: one statement a table. The inbox's primary key refuses what another
 * transaction has, be it of a consumer at the same time; then asks which those are and tries the others.
 * `inDoubt`: ids whose COMMIT was sent but not answered; found in the inbox at the next try they are news all the same.
 */
async function store(
  pool: Pool,
  events: readonly ReceivedEvent[],
  inDoubt: Set<string>,
): Promise<readonly ReceivedEvent[]> {
  let fresh = events
  let known: ReadonlySet<string> = new Set()
  while (fresh.length > 0) {
    let isInserted = false
    try {
      await inTransaction(pool, async (connection) => {
        isInserted = false
        await insert(connection, fresh)
        isInserted = true
      })
      break
    } catch (error) {
      if (isBadValue(error)) throw new UnstorableEvent((error as Error).message, { cause: error })
      if (isInserted) for (const { eventId } of fresh) inDoubt.add(eventId)
      if (!isDuplicateEntry(error)) throw error
      known = await knownIds(pool, events)
      fresh = events.filter(({ eventId }) => !known.has(eventId))
    }
  }
  return events.filter(({ eventId }) => inDoubt.delete(eventId) || !known.has(eventId))
}

async function insert(connection: PoolConnection, events: readonly ReceivedEvent[]): Promise<void> {
  const now = new Date()
  const run = (sql: string, rows: readonly unknown[][]) => connection.query(sql, [rows])
  await run(
    'INSERT INTO inbox (event_id, user_id, received_at) VALUES ?',
    events.map(({ eventId, userId }) => [uuidBytes(eventId), userId ?? null, now]),
  )
  // a notification without its inbox row (somebody deleted that by hand) stays as it is
  await run(
    'INSERT INTO notifications (event_id, user_id, user_name, email, received_at) VALUES ? ON DUPLICATE KEY UPDATE id = id',
    events.map(({ eventId, userId, userName, email }) => [uuidBytes(eventId), userId ?? null, userName, email, now]),
  )
}

async function knownIds(pool: Pool, events: readonly ReceivedEvent[]): Promise<ReadonlySet<string>> {
  const ids = events.map(({ eventId }) => uuidBytes(eventId))
  const rows = await askMysql(pool, 'SELECT event_id FROM inbox WHERE event_id IN (?)', [ids])
  return new Set(rows.map(({ event_id }) => uuidText(event_id)))
}

async function list(pool: Pool, { after, limit, email, userName }: NotificationPage): Promise<readonly Notification[]> {
  const filters = ['id > ?', email === undefined ? 'email NOT LIKE ?' : 'email = ?']
  const values: (string | number)[] = [after, email ?? `%@${CANARY_DOMAIN}`]
  if (userName !== undefined) {
    filters.push('user_name = ?')
    values.push(userName)
  }
  const sql = `SELECT id, event_id, user_id, user_name, email, received_at FROM notifications
    WHERE ${filters.join(' AND ')} ORDER BY id LIMIT ?`
  const rows = await askMysql(pool, sql, [...values, limit])
  return rows.map((row) => ({ ...row, event_id: uuidText(row.event_id) })) as Notification[]
}
