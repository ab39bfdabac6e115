import type { Pool } from 'mysql2/promise'
import { describe, expect, it } from 'vitest'
import { inTransaction } from '../../src/mysql/in-transaction.ts'
import { withConnection } from '../../src/mysql/with-connection.ts'
import { Unavailable } from '../../src/unavailable.ts'

/** A pool of one connection that notes what is done with it; `cut` ends what `work` waits for, as a destroyed socket does. */
function fakePool() {
  const done: string[] = []
  const state: { failCommit?: Error } = {}
  let onCut: (error: Error) => void = () => {}
  const note = (what: string) => async () => {
    done.push(what)
  }
  const connection = {
    release: note('release'),
    destroy: note('destroy'),
    beginTransaction: note('begin'),
    commit: async () => {
      done.push('commit')
      if (state.failCommit) throw state.failCommit
    },
    query: async (sql: string) => {
      done.push(sql)
    },
    connection: { stream: { destroy: (error: Error) => onCut(error) } },
  }
  const silence = () =>
    new Promise<never>((_, reject) => {
      onCut = reject
    })
  return { pool: { getConnection: async () => connection } as unknown as Pool, done, silence, state }
}

const lost = () => Object.assign(new Error('Connection lost'), { code: 'PROTOCOL_CONNECTION_LOST', fatal: true })
const serverError = (errno: number) => Object.assign(new Error('no'), { errno, code: 'ER', sqlState: 'HY000' })

describe('withConnection', () => {
  it('rolls back and keeps a connection whose server refused', async () => {
    const { pool, done } = fakePool()
    await expect(withConnection(pool, () => Promise.reject(serverError(1406)))).rejects.toThrow('no')
    expect(done).toEqual(['ROLLBACK', 'release'])
  })

  it('cuts and drops one that does not answer', async () => {
    const { pool, done, silence } = fakePool()
    await expect(withConnection(pool, silence, 10)).rejects.toThrow('no answer within 0.01 s')
    expect(done).toEqual(['destroy'])
  })
})

describe('inTransaction', () => {
  it('commits and gives back', async () => {
    const { pool, done } = fakePool()
    await expect(inTransaction(pool, async () => 7)).resolves.toBe(7)
    expect(done).toEqual(['begin', 'commit', 'release'])
  })

  it('tries a deadlock again, three times in all', async () => {
    const { pool, done } = fakePool()
    const failing = inTransaction(pool, () => Promise.reject(serverError(1213)))
    await expect(failing).rejects.toThrow(Unavailable)
    expect(done.filter((what) => what === 'begin')).toHaveLength(3)
    expect(done).not.toContain('commit')
  })

  it('tries once more on another connection when one was lost before COMMIT', async () => {
    const { pool, done } = fakePool()
    let attempts = 0
    await inTransaction(pool, async () => {
      if (++attempts === 1) throw lost()
    })
    expect(done).toEqual(['begin', 'destroy', 'begin', 'commit', 'release'])
    await expect(inTransaction(pool, () => Promise.reject(lost()))).rejects.toThrow(Unavailable)
    expect(done.slice(5)).toEqual(['begin', 'destroy', 'begin', 'destroy'])
  })

  it('does not try again once COMMIT was sent: nobody knows whether it was done', async () => {
    const { pool, done, state } = fakePool()
    state.failCommit = lost()
    await expect(inTransaction(pool, async () => 7)).rejects.toThrow(Unavailable)
    expect(done).toEqual(['begin', 'commit', 'destroy'])
  })

  it('tries a duplicate once', async () => {
    const { pool, done } = fakePool()
    await expect(inTransaction(pool, () => Promise.reject(serverError(1062)))).rejects.toMatchObject({ errno: 1062 })
    expect(done).toEqual(['begin', 'ROLLBACK', 'release'])
  })

  it('begins nothing for a request that was answered already, and keeps the connection', async () => {
    const { pool, done } = fakePool()
    await expect(inTransaction(pool, async () => 7, AbortSignal.abort())).rejects.toThrow(Unavailable)
    expect(done).not.toContain('begin')
    expect(done).toContain('release')
  })
})
