import type { Pool } from 'mysql2/promise'
import { CANARY_DOMAIN } from '../../shared/src/event-contract.ts'
import { askMysql } from '../../shared/src/mysql/ask-mysql.ts'
import { USE_TIMEOUT_MS } from '../../shared/src/mysql/with-connection.ts'
import { withDeadline } from '../../shared/src/with-deadline.ts'
import { groupCommit } from './group-commit.ts'
import { registerAll, registerOne } from './mysql-registrations.ts'
import type { User, UserPage, UserRepository } from './user-repository.ts'

/** With the outbox: one transaction writes users and their events. A window of 0 gives each user a transaction of its own. */
export function mysqlUserRepository(pool: Pool, groupCommitWindowMs: number): UserRepository {
  const select = async (rest: string, values: readonly unknown[]) =>
    (await askMysql(pool, `SELECT id, user_name, email, created_at FROM users ${rest}`, values)) as User[]
  return {
    register: groupCommitWindowMs === 0 ? registerEach(pool) : registerTogether(pool, groupCommitWindowMs),
    find: async (id) => (await select('WHERE id = ?', [id]))[0],
    list: ({ after, limit, email }: UserPage) => {
      const filter = email === undefined ? 'email NOT LIKE ?' : 'email = ?'
      return select(`WHERE id > ? AND ${filter} ORDER BY id LIMIT ?`, [after, email ?? `%@${CANARY_DOMAIN}`, limit])
    },
  }
}

function registerEach(pool: Pool): UserRepository['register'] {
  return (user) => withDeadline(USE_TIMEOUT_MS, 'MySQL', (signal) => registerOne(pool, user, signal))
}

function registerTogether(pool: Pool, windowMs: number): UserRepository['register'] {
  return groupCommit({
    write: (users, signal) => registerAll(pool, users, signal),
    windowMs,
    timeoutMs: USE_TIMEOUT_MS,
    maxItems: 100,
    maxWrites: 2,
    maxWaiting: 1_000,
  })
}
