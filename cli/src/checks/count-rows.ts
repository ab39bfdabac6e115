import type { Connection, RowDataPacket } from 'mysql2/promise'
import { CANARY_DOMAIN } from '../../../services/shared/src/event-contract.ts'

export interface RowCounts {
  readonly users: number
  readonly outbox: number
  readonly inbox: number
  readonly notifications: number
}

const isCanary = `LIKE '%@${CANARY_DOMAIN}'`

/** Rows at one moment, without those of canaries. */
export async function countRows(mysql: Connection): Promise<RowCounts> {
  const [rows] = await mysql.query<RowDataPacket[]>(`SELECT
    (SELECT COUNT(*) FROM users WHERE email NOT ${isCanary}) AS users,
    (SELECT COUNT(*) FROM outbox WHERE payload NOT LIKE '%@${CANARY_DOMAIN}"%') AS outbox,
    (SELECT COUNT(*) FROM inbox) - (SELECT COUNT(*) FROM notifications WHERE email ${isCanary}) AS inbox,
    (SELECT COUNT(*) FROM notifications WHERE email NOT ${isCanary}) AS notifications`)
  const row = rows[0]
  return {
    users: Number(row?.users),
    outbox: Number(row?.outbox),
    inbox: Number(row?.inbox),
    notifications: Number(row?.notifications),
  }
}

/** Events that wait to be sent, canaries' among them. */
export async function countOutbox(mysql: Connection): Promise<number> {
  const [rows] = await mysql.query<RowDataPacket[]>('SELECT COUNT(*) AS waiting FROM outbox')
  return Number(rows[0]?.waiting)
}
