import { type Connection, createConnection, type Pool, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise'
import { outboxLockOf } from '../../shared/src/event-contract.ts'
import { pause } from '../../shared/src/keep-trying.ts'
import { askMysql } from '../../shared/src/mysql/ask-mysql.ts'
import { mysqlOptions, sessionStatements } from '../../shared/src/mysql/create-mysql-pool.ts'
import type { MysqlEnv } from '../../shared/src/service-env.ts'
import type { Outbox, OutboxLease } from './outbox.ts'
import { eventOf, type OutboxRow } from './outbox-event.ts'

/** A relay that went silent (its host froze, the network broke) loses the lock after this; a publish takes less. */
const SILENCE_SECONDS = 30
/** How soon another relay takes over. Asked again and again, since a wait inside MySQL could not be aborted. */
const RETRY_MS = 200
const TIMEOUT_MS = 10_000
/** Shorter than a scrape, which would fail as a whole. */
const COUNT_TIMEOUT_MS = 1_000

export function mysqlOutbox(env: MysqlEnv, readers: Pool): Outbox {
  const lock = outboxLockOf(env.database)
  return {
    acquire: async (signal, onWait) => {
      const connection = await createConnection(mysqlOptions(env))
      // without a listener a connection that ends between two statements would end the process; the next statement tells
      connection.on('error', () => {})
      try {
        for (const statement of [...sessionStatements, `SET SESSION wait_timeout = ${SILENCE_SECONDS}`]) {
          await connection.query({ sql: statement, timeout: TIMEOUT_MS })
        }
        while (!signal.aborted) {
          if (await getLock(connection, lock)) {
            await insistOnRemoval(connection)
            return leaseOn(connection)
          }
          onWait()
          await pause(RETRY_MS, signal)
        }
      } catch (error) {
        connection.destroy()
        throw error
      }
      connection.destroy()
      return undefined
    },
    count: async () => {
      const rows = await askMysql(readers, 'SELECT COUNT(*) AS pending FROM outbox', [], COUNT_TIMEOUT_MS)
      return Number(rows[0]?.pending)
    },
  }
}

async function getLock(connection: Connection, lock: string): Promise<boolean> {
  const sql = 'SELECT GET_LOCK(?, 0) AS got'
  const [rows] = await connection.query<RowDataPacket[]>({ sql, values: [lock], timeout: TIMEOUT_MS })
  return rows[0]?.got === 1
}

/** Where nothing can be deleted (a read-only server, a missing right) the same events would be published again and again. */
async function insistOnRemoval(connection: Connection): Promise<void> {
  await connection.query({ sql: 'DELETE FROM outbox WHERE id = 0', timeout: TIMEOUT_MS })
}

function leaseOn(connection: Connection): OutboxLease {
  return {
    read: async (limit) => {
      const sql = 'SELECT id, event_id, aggregate_id, payload, headers, created_at FROM outbox ORDER BY id LIMIT ?'
      const options = { sql, values: [limit], timeout: TIMEOUT_MS, dateStrings: true }
      const [rows] = await connection.query<(OutboxRow & RowDataPacket)[]>(options)
      return rows.map(eventOf)
    },
    remove: async (events) => {
      const values = [events.map(({ id }) => id)]
      // not by ranges: MariaDB would look at the row after each, and wait for the registration that writes it
      const sql = 'DELETE FROM outbox WHERE id IN (?)'
      await connection.query<ResultSetHeader>({ sql, values, timeout: TIMEOUT_MS })
    },
    [Symbol.asyncDispose]: async () => connection.destroy(),
  }
}
