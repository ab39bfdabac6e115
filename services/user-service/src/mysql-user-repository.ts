import type { Pool } from 'mysql2/promise'
import { CANARY_DOMAIN } from '../../shared/src/event-contract.ts'
import { askMysql } from '../../shared/src/mysql/ask-mysql.ts'
import { USE_TIMEOUT_MS } from '../../shared/src/mysql/with-connection.ts'
import { withDeadline } from '../../shared/src/with-deadline.ts'
import { groupCommit } from './group-commit.ts'
import { registerAll, registerOne } from './mysql-registrations.ts'
import type { User, UserPage, UserRepository } from './user-repository.ts'

export interface UserRepositoryOptions {
  /** Of connections for what writes. */
  readonly writers: Pool
  readonly readers: Pool
  /** 0 gives each user a transaction of its own. */
  readonly groupCommitWindowMs: number
}

/** With the outbox: one transaction writes users and their events. */
export function mysqlUserRepository({ writers, readers, groupCommitWindowMs }: UserRepositoryOptions): UserRepository {
  const select = async (rest: string, values: readonly unknown[]) =>
    (await askMysql(readers, `SELECT id, user_name, email, created_at FROM users ${rest}`, values)) as User[]
  return {
    register: groupCommitWindowMs === 0 ? registerEach(writers) : registerTogether(writers, groupCommitWindowMs),
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
