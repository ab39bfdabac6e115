import type { Pool } from 'mysql2/promise'
import { describe, expect, it } from 'vitest'
import { uuidBytes } from '../../shared/src/event-contract.ts'
import type { sqlUuid } from '../../shared/src/mysql/sql-uuid.ts'
import { Unavailable } from '../../shared/src/unavailable.ts'
import { mysqlNotificationRepository } from '../src/mysql-notification-repository.ts'
import { UnstorableEvent } from '../src/notification-repository.ts'
import { readEvent } from '../src/received-event.ts'
import { eventIdOfUser, messageOf } from './test-messages.ts'

const refusal = (errno: number) => Object.assign(new Error('refused'), { errno, code: 'ER', sqlState: 'HY000' })
const lost = () => Object.assign(new Error('Connection lost'), { code: 'PROTOCOL_CONNECTION_LOST', fatal: true })

type SqlUuid = ReturnType<typeof sqlUuid>

/** A pool whose inbox has a primary key and transactions, as far as `store` relies on them. */
function fakePool() {
  const inbox = new Set<string>()
  const state: { commit?: 'lost before' | 'lost after'; insert?: Error } = {}
  const unstorable = new Set<string>()
  const sizes: number[] = []
  const idsOf = (rows: readonly SqlUuid[]) => rows.map((id) => id.toSqlString().slice(2, -1))
  const insert = (ids: readonly string[]) => {
    sizes.push(ids.length)
    if (state.insert) throw state.insert
    if (ids.some((id) => unstorable.has(id))) throw refusal(1406)
    if (new Set(ids).size < ids.length || ids.some((id) => inbox.has(id))) throw refusal(1062)
    const failure = state.commit
    delete state.commit
    if (failure === 'lost before') throw lost()
    for (const id of ids) inbox.add(id)
    if (failure === 'lost after') throw lost()
  }
  const connection = {
    release: () => {},
    destroy: () => {},
    query: async (sql: string, values: readonly unknown[]) => {
      if (sql.startsWith('SELECT')) {
        const [asked] = values as readonly [readonly SqlUuid[]]
        return [
          idsOf(asked)
            .filter((id) => inbox.has(id))
            .map((id) => ({ event_id: Buffer.from(id, 'hex') })),
        ]
      }
      if (/^BEGIN; INSERT INTO inbox .*; INSERT INTO notifications .*; COMMIT$/.test(sql)) {
        const [rows] = values as readonly [readonly (readonly [SqlUuid])[]]
        insert(idsOf(rows.map(([id]) => id)))
      }
      return [[]]
    },
  }
  const pool = { getConnection: async () => connection } as unknown as Pool
  return { inbox, state, unstorable, sizes, repository: mysqlNotificationRepository(pool, pool) }
}

const events = (...indices: number[]) => indices.map((index) => readEvent(messageOf(index)))
const idsOf = (stored: readonly { readonly eventId: string }[]) => stored.map(({ eventId }) => eventId)

const inboxIdOf = (index: number) => uuidBytes(eventIdOfUser(index)).toString('hex')

describe('store', () => {
  it('says which events were new', async () => {
    const { repository, inbox } = fakePool()
    expect(idsOf(await repository.store(events(1, 2)))).toEqual([eventIdOfUser(1), eventIdOfUser(2)])
    expect(idsOf(await repository.store(events(1, 3, 2)))).toEqual([eventIdOfUser(3)])
    expect(await repository.store(events(1, 2))).toEqual([])
    expect(await repository.store([])).toEqual([])
    expect(inbox).toEqual(new Set([1, 2, 3].map(inboxIdOf)))
  })

  it('writes what partitions bring at the same time in one transaction, an event that two of them bring once', async () => {
    const { repository, sizes } = fakePool()
    const stored = await Promise.all([events(1, 2), events(2, 3), events(4)].map((batch) => repository.store(batch)))
    expect(stored.map(idsOf)).toEqual([[1, 2], [3], [4]].map((indices) => indices.map(eventIdOfUser)))
    expect(sizes).toEqual([4])
  })

  it('refuses no event for the sake of one that another partition brings', async () => {
    const { repository, unstorable, inbox } = fakePool()
    unstorable.add(inboxIdOf(2))
    const refused = repository.store(events(2))
    await expect(
      Promise.all([repository.store(events(1)).then(idsOf), refused.catch((error) => error)]),
    ).resolves.toEqual([[eventIdOfUser(1)], expect.any(UnstorableEvent)])
    expect(inbox).toEqual(new Set([inboxIdOf(1)]))
  })

  it.each(['lost before', 'lost after'] as const)(
    'counts events as new once when the connection was %s the commit took effect',
    async (commit) => {
      const { repository, state } = fakePool()
      await repository.store(events(1))
      state.commit = commit
      await expect(repository.store(events(1, 2))).rejects.toThrow(Unavailable)
      expect(idsOf(await repository.store(events(1, 2)))).toEqual([eventIdOfUser(2)])
      expect(await repository.store(events(1, 2))).toEqual([])
    },
  )

  it('does not count what MySQL refused and another consumer stored meanwhile', async () => {
    const { repository, state, inbox } = fakePool()
    state.insert = refusal(1290)
    await expect(repository.store(events(1))).rejects.toThrow(Unavailable)
    delete state.insert
    inbox.add(inboxIdOf(1))
    expect(await repository.store(events(1))).toEqual([])
  })

  it('tells values that do not fit from a server that is away', async () => {
    const { repository, state } = fakePool()
    state.insert = refusal(1406)
    await expect(repository.store(events(1))).rejects.toThrow(UnstorableEvent)
    state.insert = refusal(1290)
    await expect(repository.store(events(1))).rejects.toThrow(Unavailable)
  })
})
