import type { Connection, RowDataPacket } from 'mysql2/promise'

export async function countRows(connection: Connection, table: string): Promise<number> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT COUNT(*) AS count FROM ??', [table])
  return Number(rows[0]?.count)
}
