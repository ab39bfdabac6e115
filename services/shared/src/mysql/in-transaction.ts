import type { Pool, PoolConnection, ResultSetHeader } from 'mysql2/promise'
import { Unavailable } from '../unavailable.ts'
import { isRolledBack, toUnavailable } from './mysql-errors.ts'
import { withConnection } from './with-connection.ts'

export interface Statement {
  readonly sql: string
  readonly values: readonly unknown[]
}

/**
 * Runs what `statementsOn` gives between BEGIN and COMMIT, all sent together and so for the price of one round trip, and
 * returns their results. When a statement is refused nothing of it is written. A deadlock or lock time-out is tried twice
 * more. Throws as toUnavailable() says; unless MySQL refused it (isRefused) nobody knows whether it was written.
 * Not begun any more once `signal` is aborted, e.g. after waiting long for a connection.
 */
export async function inTransaction(
  pool: Pool,
  statementsOn: (connection: PoolConnection) => readonly Statement[] | Promise<readonly Statement[]>,
  signal?: AbortSignal,
): Promise<readonly ResultSetHeader[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await withConnection(pool, async (connection) => {
        if (signal?.aborted) throw new Unavailable('too many requests wait for MySQL')
        return await runTogether(connection, await statementsOn(connection))
      })
    } catch (error) {
      if (isRolledBack(error) && attempt < 3) continue
      throw toUnavailable(error)
    }
  }
}

async function runTogether(
  connection: PoolConnection,
  statements: readonly Statement[],
): Promise<readonly ResultSetHeader[]> {
  const sql = ['BEGIN', ...statements.map((statement) => statement.sql), 'COMMIT'].join('; ')
  const values = statements.flatMap((statement) => statement.values)
  const [results] = await connection.query<ResultSetHeader[]>(sql, values)
  return results.slice(1, -1)
}
