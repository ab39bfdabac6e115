import type { Socket } from 'node:net'
import type { Pool, PoolConnection } from 'mysql2/promise'
import { Unavailable } from '../unavailable.ts'

/** No use of a connection by a request may take longer: a 503 is there within 3 s, on a busy machine too. */
export const USE_TIMEOUT_MS = 2_000

/**
 * Lends a connection of the pool. One that does not answer within `timeoutMs` is cut, which ends whatever waits on it,
 * and is not used again: a server that froze or a network that swallows packets would hold it for a quarter of an hour.
 */
export async function withConnection<T>(
  pool: Pool,
  work: (connection: PoolConnection) => Promise<T>,
  timeoutMs = USE_TIMEOUT_MS,
): Promise<T> {
  const connection = await pool.getConnection()
  const timer = setTimeout(() => cut(connection, timeoutMs), timeoutMs)
  try {
    const result = await work(connection)
    connection.release()
    return result
  } catch (error) {
    await giveBack(connection, error)
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function cut(connection: PoolConnection, timeoutMs: number): void {
  const error = Object.assign(new Error(`no answer within ${timeoutMs / 1000} s`), { code: 'ETIMEDOUT' })
  // not in mysql2's types; unlike its destroy(), this makes the statements that wait on it reject
  const { stream } = connection.connection as unknown as { readonly stream: Socket }
  stream.destroy(error)
}

/** After an answer of the server (it has a state) or our own refusal it is good, once rolled back; after anything else it is not. */
async function giveBack(connection: PoolConnection, error: unknown): Promise<void> {
  try {
    const isGood = error instanceof Unavailable || (error instanceof Error && 'sqlState' in error)
    if (!isGood) throw error
    await connection.query('ROLLBACK')
    connection.release()
  } catch {
    connection.destroy()
  }
}
