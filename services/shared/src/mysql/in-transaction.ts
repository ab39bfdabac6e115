import type { Pool, PoolConnection } from 'mysql2/promise'
import { Unavailable } from '../unavailable.ts'
import { isRolledBack, toUnavailable } from './mysql-errors.ts'
import { withConnection } from './with-connection.ts'

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

function tryOnce<T>(
  pool: Pool,
  work: (connection: PoolConnection) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  return withConnection(pool, async (connection) => {
    if (signal?.aborted) throw new Unavailable('too many requests wait for MySQL')
    await connection.beginTransaction()
    const result = await work(connection)
    await connection.commit()
    return result
  })
}
