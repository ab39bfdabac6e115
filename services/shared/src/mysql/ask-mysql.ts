import type { Pool, RowDataPacket } from 'mysql2/promise'
import { Unavailable } from '../unavailable.ts'
import { withDeadline } from '../with-deadline.ts'
import { toUnavailable } from './mysql-errors.ts'
import { USE_TIMEOUT_MS, withConnection } from './with-connection.ts'

/** Of the time for an answer, how much may be spent on waiting for a connection: what is asked later than that would be answered to nobody. */
const WAIT_SHARE = 0.5

/** The rows of one SELECT. Throws Unavailable when they are not there in time. */
export async function askMysql(
  pool: Pool,
  sql: string,
  values: readonly unknown[] = [],
  timeoutMs = USE_TIMEOUT_MS,
): Promise<readonly RowDataPacket[]> {
  try {
    const lastBegin = performance.now() + WAIT_SHARE * timeoutMs
    return await withDeadline(timeoutMs, 'MySQL', () =>
      withConnection(
        pool,
        async (connection) => {
          if (performance.now() > lastBegin) throw new Unavailable('too many requests wait for MySQL')
          const [rows] = await connection.query<RowDataPacket[]>(sql, [...values])
          return rows
        },
        timeoutMs,
      ),
    )
  } catch (error) {
    throw toUnavailable(error)
  }
}
