import type { Pool, ResultSetHeader } from 'mysql2/promise'
import { CANARY_DOMAIN, EVENT_TYPE, serializeEvent, uuidBytes } from '../../shared/src/event-contract.ts'
import { askMysql } from '../../shared/src/mysql/ask-mysql.ts'
import { inTransaction } from '../../shared/src/mysql/in-transaction.ts'
import { isDuplicateEntry } from '../../shared/src/mysql/mysql-errors.ts'
import { USE_TIMEOUT_MS } from '../../shared/src/mysql/with-connection.ts'
import { withDeadline } from '../../shared/src/with-deadline.ts'
import { outboxHeaders } from './outbox-event.ts'
import type { NewUser, Registration, User, UserPage, UserRepository } from './user-repository.ts'

/** With the outbox: one transaction writes the user and its event. */
export function mysqlUserRepository(pool: Pool): UserRepository {
  const select = async (rest: string, values: readonly unknown[]) =>
    (await askMysql(pool, `SELECT id, user_name, email, created_at FROM users ${rest}`, values)) as User[]
  return {
    register: (user) => withDeadline(USE_TIMEOUT_MS, 'MySQL', (signal) => register(pool, user, signal)),
    find: async (id) => (await select('WHERE id = ?', [id]))[0],
    list: ({ after, limit, email }: UserPage) => {
      const filter = email === undefined ? 'email NOT LIKE ?' : 'email = ?'
      return select(`WHERE id > ? AND ${filter} ORDER BY id LIMIT ?`, [after, email ?? `%@${CANARY_DOMAIN}`, limit])
    },
  }
}

async function register(pool: Pool, user: NewUser, signal: AbortSignal): Promise<Registration> {
  const { userName, email, eventId, registeredAt } = user
  try {
    return await inTransaction(
      pool,
      async (connection) => {
        const insert = async (sql: string, values: (string | number | Date | Buffer)[]): Promise<number> => {
          const [result] = await connection.execute<ResultSetHeader>(sql, values)
          return result.insertId
        }
        const id = await insert('INSERT INTO users (user_name, email, created_at) VALUES (?, ?, ?)', [
          userName,
          email,
          registeredAt,
        ])
        await insert(
          'INSERT INTO outbox (event_id, aggregate_id, event_type, payload, headers, created_at) VALUES (?, ?, ?, ?, ?, ?)',
          [
            uuidBytes(eventId),
            id,
            EVENT_TYPE,
            serializeEvent({ user_name: userName, email }),
            JSON.stringify(outboxHeaders(user)),
            registeredAt,
          ],
        )
        return { kind: 'registered', id } as const
      },
      signal,
    )
  } catch (error) {
    if (isDuplicateEntry(error)) return { kind: 'email taken' }
    throw error
  }
}
