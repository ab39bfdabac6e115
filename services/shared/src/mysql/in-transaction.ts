import type { Pool, PoolConnection } from 'mysql2/promise'
import { Unavailable } from '../unavailable.ts'
import { STATEMENT_TIMEOUT_MS } from './create-mysql-pool.ts'
import { isRolledBack, toUnavailable } from './mysql-errors.ts'

/**
 * Runs `work` between BEGIN and COMMIT. A deadlock or lock time-out is tried twice more from the start. Throws Unavailable
 * when MySQL does not answer (after COMMIT was sent the outcome is then unknown), and what `work` throws otherwise.
 * Not begun any more once `signal` is aborted, e.g. after waiting long for a connection.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (connection: PoolConnection) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryOnce(pool, work, signal)
    } catch (error) {
      if (isRolledBack(error) && attempt < 3) continue
      throw toUnavailable(error)
    }
  }
}

async function tryOnce<T>(
  pool: Pool,
  work: (connection: PoolConnection) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const connection = await pool.getConnection()
  try {
    if (signal?.aborted) throw new Unavailable('too many requests wait for MySQL')
    await connection.query({ sql: 'BEGIN', timeout: STATEMENT_TIMEOUT_MS })
    const result = await work(connection)
    await connection.query({ sql: 'COMMIT', timeout: STATEMENT_TIMEOUT_MS })
    connection.release()
    return result
  } catch (error) {
    await giveBack(connection)
    throw error
  }
}

/** A connection that cannot roll back (lost, or busy with a statement that timed out) is not used again. */
async function giveBack(connection: PoolConnection): Promise<void> {
  try {
    await connection.query({ sql: 'ROLLBACK', timeout: 500 })
    connection.release()
  } catch {
    connection.destroy()
  }
}
