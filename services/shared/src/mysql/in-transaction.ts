import type { Pool, PoolConnection } from 'mysql2/promise'
import { Unavailable } from '../unavailable.ts'
import { isConnectionLost, isRolledBack, toUnavailable } from './mysql-errors.ts'
import { withConnection } from './with-connection.ts'

/**
 * Runs `work` between BEGIN and COMMIT. A deadlock or lock time-out is tried twice more from the start, a connection that was
 * lost before COMMIT was sent once more (a pool does not always know yet that MySQL restarted). Throws Unavailable when MySQL
 * does not answer (after COMMIT was sent the outcome is then unknown), and what `work` throws otherwise.
 * Not begun any more once `signal` is aborted, e.g. after waiting long for a connection.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (connection: PoolConnection) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let isCommitSent = false
    try {
      return await tryOnce(pool, work, signal, () => {
        isCommitSent = true
      })
    } catch (error) {
      if (isRolledBack(error) && attempt < 3) continue
      if (isConnectionLost(error) && !isCommitSent && attempt === 1) continue
      throw toUnavailable(error)
    }
  }
}

function tryOnce<T>(
  pool: Pool,
  work: (connection: PoolConnection) => Promise<T>,
  signal: AbortSignal | undefined,
  onCommit: () => void,
): Promise<T> {
  return withConnection(pool, async (connection) => {
    if (signal?.aborted) throw new Unavailable('too many requests wait for MySQL')
    await connection.beginTransaction()
    const result = await work(connection)
    onCommit()
    await connection.commit()
    return result
  })
}
