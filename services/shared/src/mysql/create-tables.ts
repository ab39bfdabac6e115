import type { Pool } from 'mysql2/promise'

/** Makes tables that are missing; replicas that start together do it one after the other. Idempotent. */
export async function createTables(pool: Pool, database: string, statements: readonly string[]): Promise<void> {
  const connection = await pool.getConnection()
  try {
    const lock = `${database.slice(0, 50)}.schema`
    await connection.query('DO GET_LOCK(?, 5)', [lock])
    for (const statement of statements) await connection.query(statement)
    await connection.query('DO RELEASE_LOCK(?)', [lock])
    connection.release()
  } catch (error) {
    // takes the lock with it
    connection.destroy()
    throw error
  }
}
