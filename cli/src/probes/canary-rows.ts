import type { Connection, RowDataPacket } from 'mysql2/promise'

export async function hasUser(mysql: Connection, id: number, email: string): Promise<boolean> {
  const [rows] = await mysql.query<RowDataPacket[]>('SELECT 1 FROM users WHERE id = ? AND email = ?', [id, email])
  return rows.length > 0
}

/** Removes all that the database holds about one e-mail. What the outbox holds goes by itself: it is on its way to the topic. */
export async function removeCanary(mysql: Connection, email: string): Promise<void> {
  await mysql.query('DELETE i FROM inbox i JOIN notifications n ON n.event_id = i.event_id WHERE n.email = ?', [email])
  await mysql.query('DELETE FROM notifications WHERE email = ?', [email])
  await mysql.query('DELETE FROM users WHERE email = ?', [email])
}
