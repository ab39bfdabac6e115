import type { Pool } from 'mysql2/promise'
import { CANARY_DOMAIN, uuidText } from '../../shared/src/event-contract.ts'
import { inOneTurn } from '../../shared/src/in-one-turn.ts'
import { askMysql } from '../../shared/src/mysql/ask-mysql.ts'
import { inTransaction, type Statement } from '../../shared/src/mysql/in-transaction.ts'
import { isBadValue, isDuplicateEntry, isRefused } from '../../shared/src/mysql/mysql-errors.ts'
import { sqlTime } from '../../shared/src/mysql/sql-time.ts'
import { sqlUuid } from '../../shared/src/mysql/sql-uuid.ts'
import {
  type Notification,
  type NotificationPage,
  type NotificationRepository,
  UnstorableEvent,
} from './notification-repository.ts'
import { firstOfEach, type ReceivedEvent } from './received-event.ts'

/**
 * Smaller ones of partitions that were fetched together share a transaction, and so the price of its commit. Larger ones, of a
 * backlog, do not wait for each other: while MySQL writes one the next is read.
 */
const LARGE_BATCH = 200

export function mysqlNotificationRepository(writers: Pool, readers: Pool): NotificationRepository {
  const inDoubt = new Set<string>()
  const storeTogether = inOneTurn((batches: readonly (readonly ReceivedEvent[])[]) =>
    store(writers, firstOfEach(batches.flat()), inDoubt),
  )
  return {
    store: async (events) => {
      const storeAlone = () => store(writers, events, inDoubt)
      if (events.length >= LARGE_BATCH) return storeAlone()
      try {
        const stored = new Set(await storeTogether(events))
        return events.filter((event) => stored.has(event))
      } catch (error) {
        // perhaps of another partition
        if (error instanceof UnstorableEvent) return storeAlone()
        throw error
      }
    },
    list: (page) => list(readers, page),
  }
}

/**
 * Takes all as new at first, which nearly always holds: one statement a table. The inbox's primary key refuses what another
 * transaction has, be it of a consumer at the same time; then asks which those are and tries the others.
 * `inDoubt`: ids that were sent, and no answer came; found in the inbox at the next try they are news all the same.
 */
async function store(
  pool: Pool,
  events: readonly ReceivedEvent[],
  inDoubt: Set<string>,
): Promise<readonly ReceivedEvent[]> {
  let fresh = events
  let known: ReadonlySet<string> = new Set()
  while (fresh.length > 0) {
    let isSent = false
    try {
      await inTransaction(pool, () => {
        isSent = true
        return inserts(fresh)
      })
      break
    } catch (error) {
      if (isBadValue(error)) throw new UnstorableEvent((error as Error).message, { cause: error })
      if (!isDuplicateEntry(error)) {
        if (isSent && !isRefused(error)) for (const { eventId } of fresh) inDoubt.add(eventId)
        throw error
      }
      known = await knownIds(pool, events)
      fresh = events.filter(({ eventId }) => !known.has(eventId))
    }
  }
  return events.filter(({ eventId }) => inDoubt.delete(eventId) || !known.has(eventId))
}

function inserts(events: readonly ReceivedEvent[]): readonly Statement[] {
  const now = sqlTime(new Date())
  const ids = events.map(({ eventId }) => sqlUuid(eventId))
  return [
    {
      sql: 'INSERT INTO inbox (event_id, user_id, received_at) VALUES ?',
      values: [events.map(({ userId }, index) => [ids[index], userId ?? null, now])],
    },
    // a notification without its inbox row (somebody deleted that by hand) stays as it is
    {
      sql: 'INSERT INTO notifications (event_id, user_id, user_name, email, received_at) VALUES ? ON DUPLICATE KEY UPDATE id = id',
      values: [events.map(({ userId, userName, email }, index) => [ids[index], userId ?? null, userName, email, now])],
    },
  ]
}

async function knownIds(pool: Pool, events: readonly ReceivedEvent[]): Promise<ReadonlySet<string>> {
  const ids = events.map(({ eventId }) => sqlUuid(eventId))
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
