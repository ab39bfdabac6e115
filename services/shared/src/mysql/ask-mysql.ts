import type { Pool, RowDataPacket } from 'mysql2/promise'
import { withDeadline } from '../with-deadline.ts'
import { toUnavailable } from './mysql-errors.ts'
import { USE_TIMEOUT_MS, withConnection } from './with-connection.ts'

/** The rows of one SELECT. Throws Unavailable when they are not there in time. */
export async function askMysql(
  pool: Pool,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly RowDataPacket[]> {
  try {
    return await withDeadline(USE_TIMEOUT_MS, 'MySQL', () =>
      withConnection(pool, async (connection) => (await connection.query<RowDataPacket[]>(sql, [...values]))[0]),
    )
  } catch (error) {
    throw toUnavailable(error)
  }
}
