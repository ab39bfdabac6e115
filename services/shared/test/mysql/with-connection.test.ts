import type { Pool } from 'mysql2/promise'
import { describe, expect, it } from 'vitest'
import { inTransaction } from '../../src/mysql/in-transaction.ts'
import { withConnection } from '../../src/mysql/with-connection.ts'
import { Unavailable } from '../../src/unavailable.ts'

/** A pool of one connection that notes what is done with it; `cut` ends what `work` waits for, as a destroyed socket does. */
function fakePool() {
  const done: string[] = []
  /** What the next statements, one after the other, are refused with. */
  const refusals: Error[] = []
  let onCut: (error: Error) => void = () => {}
  const note = (what: string) => async () => {
    done.push(what)
  }
  const connection = {
    release: note('release'),
    destroy: note('destroy'),
    query: async (sql: string, values: readonly unknown[] = []) => {
      done.push([sql, ...values].join(' '))
      const refusal = sql === 'ROLLBACK' ? undefined : refusals.shift()
      if (refusal) throw refusal
      return [sql.split('; ').map((one) => ({ info: one }))]
    },
    connection: { stream: { destroy: (error: Error) => onCut(error) } },
  }
  const silence = () =>
    new Promise<never>((_, reject) => {
      onCut = reject
    })
  return { pool: { getConnection: async () => connection } as unknown as Pool, done, silence, refusals }
}

const writes = [
  { sql: 'INSERT a ?', values: [1] },
  { sql: 'INSERT b ?', values: [2, 3] },
]
const packet = 'BEGIN; INSERT a ?; INSERT b ?; COMMIT 1 2 3'
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
  it('sends all together, and returns what came of each statement', async () => {
    const { pool, done } = fakePool()
    await expect(inTransaction(pool, () => writes)).resolves.toEqual([{ info: 'INSERT a ?' }, { info: 'INSERT b ?' }])
    expect(done).toEqual([packet, 'release'])
  })

  it('tries a deadlock again, three times in all', async () => {
    const { pool, done, refusals } = fakePool()
    refusals.push(serverError(1213), serverError(1213), serverError(1213))
    await expect(inTransaction(pool, () => writes)).rejects.toThrow(Unavailable)
    expect(done).toEqual([1, 2, 3].flatMap(() => [packet, 'ROLLBACK', 'release']))
  })

  it('does not try again when the connection is lost: nobody knows whether it was done', async () => {
    const { pool, done, refusals } = fakePool()
    refusals.push(lost())
    await expect(inTransaction(pool, () => writes)).rejects.toThrow(Unavailable)
    expect(done).toEqual([packet, 'destroy'])
  })

  it('tries a duplicate once', async () => {
    const { pool, done, refusals } = fakePool()
    refusals.push(serverError(1062))
    await expect(inTransaction(pool, () => writes)).rejects.toMatchObject({ errno: 1062 })
    expect(done).toEqual([packet, 'ROLLBACK', 'release'])
  })

  it('begins nothing for a request that was answered already, and keeps the connection', async () => {
    const { pool, done } = fakePool()
    await expect(inTransaction(pool, () => writes, AbortSignal.abort())).rejects.toThrow(Unavailable)
    expect(done).toEqual(['ROLLBACK', 'release'])
  })
})
