import { type Pool, raw } from 'mysql2/promise'
import { EVENT_TYPE, serializeEvent } from '../../shared/src/event-contract.ts'
import { askMysql } from '../../shared/src/mysql/ask-mysql.ts'
import { autoIncrementStep } from '../../shared/src/mysql/auto-increment-step.ts'
import { inTransaction, type Statement } from '../../shared/src/mysql/in-transaction.ts'
import { isBadValue, isDuplicateEntry } from '../../shared/src/mysql/mysql-errors.ts'
import { sqlTime } from '../../shared/src/mysql/sql-time.ts'
import { sqlUuid } from '../../shared/src/mysql/sql-uuid.ts'
import { storedHeaders } from './outbox-event.ts'
import type { NewUser, Registration } from './user-repository.ts'

type Outcome = PromiseSettledResult<Registration>

const taken: Registration = { kind: 'email taken' }

/** User and event in one transaction, which is not begun any more once `signal` is aborted. */
export async function registerOne(pool: Pool, user: NewUser, signal: AbortSignal): Promise<Registration> {
  try {
    const [id = 0] = await insert(pool, [user], signal)
    return { kind: 'registered', id }
  } catch (error) {
    if (isDuplicateEntry(error)) return taken
    throw error
  }
}

/**
 * The same for many in one transaction, with the outcomes that they would have one after the other: the first of equal
 * addresses has it, and who is refused, be it for its address or for its values, keeps no other from being written.
 */
export async function registerAll(
  pool: Pool,
  users: readonly NewUser[],
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const firstOf = new Map<string, NewUser>()
  for (const user of users) if (!firstOf.has(user.email)) firstOf.set(user.email, user)
  let fresh = [...firstOf.values()]
  let ids = await insertUnlessRefused(pool, fresh, signal)
  if (ids === undefined) {
    const known = await knownEmails(pool, fresh)
    fresh = fresh.filter(({ email }) => !known.has(email))
    ids = await insertUnlessRefused(pool, fresh, signal)
  }
  // refused once more: another replica was faster, or it is not about addresses
  const outcomes: readonly Outcome[] =
    ids?.map((id) => ({ status: 'fulfilled', value: { kind: 'registered', id } })) ??
    (await Promise.allSettled(fresh.map((user) => registerOne(pool, user, signal))))
  const outcomeOf = new Map(fresh.map((user, index) => [user, outcomes[index]]))
  return users.map((user) => {
    const outcome = outcomeOf.get(user)
    if (outcome) return outcome
    const first = outcomeOf.get(firstOf.get(user.email) ?? user)
    return first?.status === 'rejected' ? first : { status: 'fulfilled', value: taken }
  })
}

async function insertUnlessRefused(
  pool: Pool,
  users: readonly NewUser[],
  signal: AbortSignal,
): Promise<readonly number[] | undefined> {
  try {
    return users.length === 0 ? [] : await insert(pool, users, signal)
  } catch (error) {
    if (isDuplicateEntry(error) || isBadValue(error)) return undefined
    throw error
  }
}

/** The ids of the users, in their order. */
async function insert(pool: Pool, users: readonly NewUser[], signal: AbortSignal): Promise<readonly number[]> {
  let step = 1
  const [header] = await inTransaction(
    pool,
    async (connection) => {
      if (users.length > 1) step = await autoIncrementStep(connection)
      return [insertUsers(users), insertEvents(users, step)]
    },
    signal,
  )
  return users.map((_, index) => (header?.insertId ?? 0) + index * step)
}

/** One INSERT of so many rows takes its ids in one go, in the order of the rows (MySQL: "simple inserts", in all lock modes). */
function insertUsers(users: readonly NewUser[]): Statement {
  const rows = users.map(({ userName, email, registeredAt }) => [userName, email, sqlTime(registeredAt)])
  return { sql: 'INSERT INTO users (user_name, email, created_at) VALUES ?', values: [rows] }
}

/** Of the users whose ids the statement before took. */
function insertEvents(users: readonly NewUser[], step: number): Statement {
  const rows = users.map((user, index) => {
    const { userName, email, eventId, registeredAt } = user
    const id = raw(`LAST_INSERT_ID() + ${index * step}`)
    const payload = serializeEvent({ user_name: userName, email })
    return [sqlUuid(eventId), id, EVENT_TYPE, payload, JSON.stringify(storedHeaders(user)), sqlTime(registeredAt)]
  })
  return {
    sql: 'INSERT INTO outbox (event_id, aggregate_id, event_type, payload, headers, created_at) VALUES ?',
    values: [rows],
  }
}

async function knownEmails(pool: Pool, users: readonly NewUser[]): Promise<ReadonlySet<string>> {
  const rows = await askMysql(pool, 'SELECT email FROM users WHERE email IN (?)', [users.map(({ email }) => email)])
  return new Set(rows.map(({ email }) => email))
}
