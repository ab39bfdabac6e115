import type { Connection, RowDataPacket } from 'mysql2/promise'

/** The id that the database holds for an e-mail; null when it has no such user. */
export async function findUserId(connection: Connection, email: string): Promise<number | null> {
  const [rows] = await connection.query<RowDataPacket[]>({
    sql: 'SELECT id FROM users WHERE email = ?',
    values: [email],
    timeout: 5000,
  })
  return rows[0] === undefined ? null : Number(rows[0].id)
}
