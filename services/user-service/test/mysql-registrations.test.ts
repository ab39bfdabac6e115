import type { Pool } from 'mysql2/promise'
import { describe, expect, it } from 'vitest'
import { Unavailable } from '../../shared/src/unavailable.ts'
import { registerAll } from '../src/mysql-registrations.ts'
import type { NewUser } from '../src/user-repository.ts'

const refusal = (errno: number) => Object.assign(new Error('refused'), { errno, code: 'ER', sqlState: 'HY000' })
const lost = () => Object.assign(new Error('Connection lost'), { code: 'PROTOCOL_CONNECTION_LOST', fatal: true })

type Rows = readonly (readonly unknown[])[]

interface State {
  /** Errors that the next transactions end with: at their end, and at their insert into `users`. */
  readonly commits: Error[]
  readonly inserts: Error[]
  /** Registered by another replica just before the next inserts. */
  readonly rivals: (string | undefined)[]
  step: number
}

/** A pool whose `users` has a unique key and transactions, as far as `registerAll` relies on them. */
function fakePool(...present: readonly string[]) {
  const users = new Map<string, number>(present.map((email, index) => [email, index + 1]))
  const outbox: number[] = []
  const sizes: number[] = []
  const state: State = { commits: [], inserts: [], rivals: [], step: 1 }
  let nextId = 101
  const insertUsers = (rows: Rows) => {
    sizes.push(rows.length)
    const rival = state.rivals.shift()
    if (rival) users.set(rival, nextId++)
    const failure = state.inserts.shift()
    if (failure) throw failure
    const emails = rows.map(([, email]) => String(email))
    if (emails.includes('too@long.co')) throw refusal(1406)
    if (emails.some((email) => users.has(email))) throw refusal(1062)
    const insertId = nextId
    nextId += rows.length * state.step
    return { insertId, emails }
  }
  const runTransaction = ([userRows = [], eventRows = []]: readonly Rows[]) => {
    const { insertId, emails } = insertUsers(userRows)
    const failure = state.commits.shift()
    if (failure) throw failure
    for (const [index, email] of emails.entries()) users.set(email, insertId + index * state.step)
    outbox.push(...eventRows.map(([, id]) => idOf(id, insertId)))
    return [[{}, { insertId }, {}, {}]]
  }
  const newConnection = () => ({
    connection: {},
    release: () => {},
    destroy: () => {},
    query: async (sql: string, values: readonly unknown[] = []) => {
      if (sql.includes('auto_increment_increment')) return [[{ step: state.step }]]
      if (sql.startsWith('SELECT email')) {
        const [asked] = values as readonly [readonly string[]]
        return [asked.filter((email) => users.has(email)).map((email) => ({ email }))]
      }
      if (/^BEGIN; INSERT INTO users .*; INSERT INTO outbox .*; COMMIT$/.test(sql)) {
        return runTransaction(values as readonly Rows[])
      }
      return [[]]
    },
  })
  return { pool: { getConnection: async () => newConnection() } as unknown as Pool, users, outbox, sizes, state }
}

/** As the server reckons it: what INSERT INTO outbox has for the id of its user. */
function idOf(expression: unknown, insertId: number): number {
  const { toSqlString } = expression as { readonly toSqlString: () => string }
  const [, distance] = /^LAST_INSERT_ID\(\) \+ (\d+)$/.exec(toSqlString()) ?? []
  return insertId + Number(distance)
}

const userOf = (email: string): NewUser => ({
  userName: 'a',
  email,
  eventId: '019c2f00-0000-7000-8000-0000000000a1',
  requestId: 'req-1',
  registeredAt: new Date(0),
})

async function outcomesOf(pool: Pool, ...emails: readonly string[]): Promise<readonly unknown[]> {
  const outcomes = await registerAll(pool, emails.map(userOf), new AbortController().signal)
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') return outcome.reason.constructor.name
    return outcome.value.kind === 'registered' ? outcome.value.id : 'taken'
  })
}

describe('registerAll', () => {
  it('writes all in one transaction, each event with the id of its user', async () => {
    const { pool, users, outbox, sizes } = fakePool()
    expect(await outcomesOf(pool, 'a@b.co', 'b@b.co', 'c@b.co')).toEqual([101, 102, 103])
    expect([...users]).toEqual([
      ['a@b.co', 101],
      ['b@b.co', 102],
      ['c@b.co', 103],
    ])
    expect(outbox).toEqual([101, 102, 103])
    expect(sizes).toEqual([3])
  })

  it('reckons with a server that counts in other steps', async () => {
    const { pool, outbox, state } = fakePool()
    state.step = 7
    expect(await outcomesOf(pool, 'a@b.co', 'b@b.co')).toEqual([101, 108])
    expect(outbox).toEqual([101, 108])
  })

  it('gives an address to the first of those that want it together', async () => {
    const { pool, outbox } = fakePool()
    expect(await outcomesOf(pool, 'a@b.co', 'b@b.co', 'a@b.co')).toEqual([101, 102, 'taken'])
    expect(outbox).toEqual([101, 102])
  })

  it('keeps nobody from registering because the address of another is taken', async () => {
    const { pool, outbox, sizes } = fakePool('b@b.co')
    expect(await outcomesOf(pool, 'a@b.co', 'b@b.co', 'b@b.co', 'c@b.co')).toEqual([101, 'taken', 'taken', 102])
    expect(outbox).toEqual([101, 102])
    expect(sizes).toEqual([3, 2])
  })

  it('asks for nothing more when all addresses are taken', async () => {
    const { pool, sizes } = fakePool('a@b.co', 'b@b.co')
    expect(await outcomesOf(pool, 'a@b.co', 'b@b.co')).toEqual(['taken', 'taken'])
    expect(sizes).toEqual([2])
  })

  it('goes one by one when another replica takes an address in between', async () => {
    const { pool, state, sizes } = fakePool()
    state.inserts.push(refusal(1062))
    state.rivals.push(undefined, 'b@b.co')
    expect(await outcomesOf(pool, 'a@b.co', 'b@b.co')).toEqual([102, 'taken'])
    expect(sizes).toEqual([2, 2, 1, 1])
  })

  it('refuses values that do not fit alone', async () => {
    const { pool } = fakePool()
    expect(await outcomesOf(pool, 'a@b.co', 'too@long.co', 'too@long.co')).toEqual([101, 'Error', 'Error'])
  })

  it('promises nothing to anybody when the connection is lost, and does not try again', async () => {
    const { pool, state, sizes } = fakePool()
    state.commits.push(lost())
    await expect(outcomesOf(pool, 'a@b.co', 'a@b.co', 'b@b.co')).rejects.toThrow(Unavailable)
    expect(sizes).toEqual([2])
  })

  it('writes all again after a deadlock', async () => {
    const { pool, state, sizes, outbox } = fakePool()
    state.inserts.push(refusal(1213))
    expect(await outcomesOf(pool, 'a@b.co', 'b@b.co')).toEqual([101, 102])
    expect(sizes).toEqual([2, 2])
    expect(outbox).toEqual([101, 102])
  })
})
