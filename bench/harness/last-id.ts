import type { Connection, RowDataPacket } from 'mysql2/promise'

/** About how many rows a table has had, at no cost: they are numbered from 1, without gaps while nothing is refused. 0 without a table. */
export async function lastId(connection: Connection, table: string): Promise<number> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT MAX(id) AS last FROM ??', [table]).catch(whenMissing)
  return Number(rows[0]?.last ?? 0)
}

function whenMissing(error: unknown): [RowDataPacket[]] {
  if (error instanceof Error && 'code' in error && error.code === 'ER_NO_SUCH_TABLE') return [[]]
  throw error
}
