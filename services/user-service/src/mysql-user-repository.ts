import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2/promise'
import { CANARY_DOMAIN, EVENT_TYPE, serializeEvent, uuidBytes } from '../../shared/src/event-contract.ts'
import { STATEMENT_TIMEOUT_MS } from '../../shared/src/mysql/create-mysql-pool.ts'
import { inTransaction } from '../../shared/src/mysql/in-transaction.ts'
import { isDuplicateEntry, toUnavailable } from '../../shared/src/mysql/mysql-errors.ts'
import { withDeadline } from '../../shared/src/with-deadline.ts'
import { outboxHeaders } from './outbox-event.ts'
import type { NewUser, Registration, User, UserPage, UserRepository } from './user-repository.ts'

/** With the outbox: one transaction writes the user and its event. */
export function mysqlUserRepository(pool: Pool): UserRepository {
  const select = async (sql: string, values: readonly string[]): Promise<readonly User[]> =>
    withDeadline(STATEMENT_TIMEOUT_MS, 'MySQL', async () => {
      try {
        const [rows] = await pool.execute<RowDataPacket[]>({ sql, values: [...values], timeout: STATEMENT_TIMEOUT_MS })
        return rows as User[]
      } catch (error) {
        throw toUnavailable(error)
      }
    })

  return {
    register: (user) => withDeadline(STATEMENT_TIMEOUT_MS, 'MySQL', (signal) => register(pool, user, signal)),
    find: async (id) => (await select(`SELECT ${columns} FROM users WHERE id = ?`, [String(id)]))[0],
    list: ({ after, limit, email }: UserPage) => {
      const filter = email === undefined ? 'email NOT LIKE ?' : 'email = ?'
      // numbers go as text: bound as DOUBLE, MySQL 8.0.22 and later refuse them in LIMIT
      return select(`SELECT ${columns} FROM users WHERE id > ? AND ${filter} ORDER BY id LIMIT ?`, [
        String(after),
        email ?? `%@${CANARY_DOMAIN}`,
        String(limit),
      ])
    },
  }
}

const columns = 'id, user_name, email, created_at'

async function register(pool: Pool, user: NewUser, signal: AbortSignal): Promise<Registration> {
  const { userName, email, eventId, registeredAt } = user
  try {
    return await inTransaction(
      pool,
      async (connection) => {
        const insert = async (sql: string, values: (string | number | Date | Buffer)[]): Promise<number> => {
          const [result] = await connection.execute<ResultSetHeader>({ sql, values, timeout: STATEMENT_TIMEOUT_MS })
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
