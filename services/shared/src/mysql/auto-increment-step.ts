import type { PoolConnection, RowDataPacket } from 'mysql2/promise'

/** A session keeps the value that it began with. Keyed by the connection itself, since a pool lends it in new wrappers. */
const steps = new WeakMap<object, number>()

/** How far apart the ids of one INSERT of several rows are on this connection: 1, where nobody changed the server. */
export async function autoIncrementStep(connection: PoolConnection): Promise<number> {
  const known = steps.get(connection.connection)
  if (known !== undefined) return known
  const [rows] = await connection.query<RowDataPacket[]>('SELECT @@SESSION.auto_increment_increment AS step')
  const step = Number(rows[0]?.step)
  steps.set(connection.connection, step)
  return step
}
