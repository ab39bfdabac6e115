import type { Pool } from 'mysql2/promise'
import { withConnection } from './with-connection.ts'

/** Makes tables that are missing; replicas that start together do it one after the other. Idempotent. */
export async function createTables(pool: Pool, database: string, statements: readonly string[]): Promise<void> {
  const lock = `${database.slice(0, 50)}.schema`
  await withConnection(
    pool,
    async (connection) => {
      await connection.query('DO GET_LOCK(?, 3)', [lock])
      try {
        for (const statement of statements) await connection.query(statement)
      } finally {
        await connection.query('DO RELEASE_LOCK(?)', [lock])
      }
    },
    5_000,
  )
}
