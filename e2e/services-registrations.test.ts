import type { Pool } from 'mysql2/promise'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMysqlPool, WRITERS } from '../services/shared/src/mysql/create-mysql-pool.ts'
import { createTables } from '../services/shared/src/mysql/create-tables.ts'
import { Unavailable } from '../services/shared/src/unavailable.ts'
import { mysqlUserRepository } from '../services/user-service/src/mysql-user-repository.ts'
import type { Registration, UserRepository } from '../services/user-service/src/user-repository.ts'
import { userTables } from '../services/user-service/src/user-tables.ts'
import { uuidV7 } from '../services/user-service/src/uuid-v7.ts'
import { expectExit } from './harness/expect-exit.ts'
import { whyNotLocal } from './harness/required.ts'
import { openSandbox, type Sandbox } from './harness/sandbox.ts'
import { query } from './harness/services.ts'

type Outcome = Registration | { readonly kind: 'failed' | 'unavailable' }

const reason = await whyNotLocal()

describe.skipIf(reason)(`registrations in groups on a real server${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox
  const pools: Pool[] = []

  /** What a replica of user-service has; `session` is said on each of its connections. */
  function replica(session?: string): UserRepository {
    const port = sandbox.port('mysql', 'mysql')
    const env = { host: '127.0.0.1', port, database: 'users', user: 'user', password: 'secret' }
    const pool = createMysqlPool(env, WRITERS)
    if (session) pool.pool.on('connection', (connection) => connection.query(session, () => {}))
    pools.push(pool)
    return mysqlUserRepository({ writers: pool, readers: pool, groupCommitWindowMs: 2 })
  }

  beforeAll(async () => {
    sandbox = await openSandbox()
    await expectExit(0, sandbox, 'up', 'mysql')
    replica()
    await createTables(pools[0] as Pool, 'users', userTables)
  })

  beforeEach(async () => {
    for (const table of ['users', 'outbox']) await query(sandbox, `DELETE FROM ${table}`)
  })

  afterAll(async () => {
    for (const pool of pools) await pool.end()
    await expectExit(0, sandbox, 'down', '--volumes')
    await sandbox[Symbol.asyncDispose]()
  })

  async function register(repository: UserRepository, email: string): Promise<Outcome> {
    const user = { userName: `Name of ${email}`, email, eventId: uuidV7(), requestId: 'r', registeredAt: new Date() }
    return repository
      .register(user)
      .catch((error) => ({ kind: error instanceof Unavailable ? 'unavailable' : 'failed' }))
  }

  /** Every user has exactly its own event, and whoever was told an id has that row. */
  async function expectExact(told: ReadonlyMap<string, readonly Outcome[]>): Promise<void> {
    const users = await query(sandbox, 'SELECT id, user_name, email FROM users ORDER BY id')
    const events = await query(sandbox, 'SELECT aggregate_id, payload FROM outbox ORDER BY aggregate_id')
    expect(events).toEqual(
      users.map(({ id, user_name, email }) => ({
        aggregate_id: id,
        payload: JSON.stringify({ event_type: 'UserRegistered', data: { user_name, email } }),
      })),
    )
    const idOf = new Map(users.map(({ id, email }) => [email, id]))
    for (const [email, outcomes] of told) {
      const ids = outcomes.flatMap((outcome) => (outcome.kind === 'registered' ? [outcome.id] : []))
      expect(ids, email).toEqual(ids.length === 0 ? [] : [idOf.get(email)])
    }
  }

  async function registerMany(
    replicas: readonly UserRepository[],
    emails: readonly string[],
  ): Promise<Map<string, Outcome[]>> {
    const told = new Map<string, Outcome[]>()
    await Promise.all(
      emails.map(async (email, index) => {
        // in several waves, so that groups of all sizes meet
        await new Promise((resolve) => setTimeout(resolve, index % 50))
        const outcome = await register(replicas[index % replicas.length] as UserRepository, email)
        told.set(email, [...(told.get(email) ?? []), outcome])
      }),
    )
    return told
  }

  it('gives each address to one, whoever else wants it, in one replica or in two', async () => {
    // each third address three times, next to each other and far apart
    const once = Array.from({ length: 800 }, (_, index) => `u${index}@example.com`)
    const again = once.filter((_, index) => index % 3 === 0)
    const emails = [...once.flatMap((email, index) => (index % 3 === 0 ? [email, email] : [email])), ...again.reverse()]
    const told = await registerMany([replica(), replica()], emails)
    let answered = 0
    for (const [email, outcomes] of told) {
      const kinds = outcomes.map(({ kind }) => kind).sort()
      const registered = kinds.filter((kind) => kind === 'registered').length
      // A very busy machine may be too late with some answers, which is another matter.
      expect(registered, email).toBeLessThanOrEqual(1)
      if (!kinds.includes('unavailable')) expect(registered, email).toBe(1)
      expect(kinds, email).not.toContain('failed')
      if (registered === 1) answered++
    }
    expect(answered).toBeGreaterThan(once.length / 2)
    await expectExact(told)
  })

  it('knows the ids of a server that counts in steps of 7', async () => {
    const session = 'SET SESSION auto_increment_increment = 7, auto_increment_offset = 3'
    const emails = Array.from({ length: 500 }, (_, index) => `u${index}@example.com`)
    const told = await registerMany([replica(session)], emails)
    // A very busy machine may be too late with some answers.
    const ids = [...told.values()].flat().flatMap((outcome) => (outcome.kind === 'registered' ? [outcome.id] : []))
    expect(ids.length).toBeGreaterThan(emails.length / 2)
    expect(new Set(ids.map((id) => id % 7))).toEqual(new Set([3]))
    await expectExact(told)
  })

  it('promises nothing that is not there while its connections are killed', async () => {
    const one = replica()
    const emails = Array.from({ length: 2_000 }, (_, index) => `u${index}@example.com`)
    let isDone = false
    const killing = (async () => {
      while (!isDone) {
        const others = await query(
          sandbox,
          "SELECT id FROM information_schema.processlist WHERE db = 'users' AND id <> CONNECTION_ID()",
        )
        for (const { id } of others) await query(sandbox, `KILL CONNECTION ${Number(id)}`).catch(() => {})
      }
    })()
    const told = await registerMany([one], emails)
    isDone = true
    await killing
    await expectExact(told)
    const kinds = [...told.values()].flat().map(({ kind }) => kind)
    expect(kinds).toContain('registered')
    // one that failed may be there or not; it is not told "taken" for its own row
    expect(kinds).not.toContain('email taken')
  })
})
