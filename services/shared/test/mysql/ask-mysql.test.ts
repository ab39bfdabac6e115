import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'mysql2/promise'
import { expect, it, vi } from 'vitest'
import { askMysql } from '../../src/mysql/ask-mysql.ts'
import { Unavailable } from '../../src/unavailable.ts'

/** A pool whose one connection is free after so long. */
function poolAfter(waitMs: number) {
  const query = vi.fn(async (_sql: string) => [[{ one: 1 }]])
  const release = vi.fn()
  const connection = { query, release, destroy: vi.fn(), connection: { stream: { destroy: vi.fn() } } }
  const pool = {
    getConnection: async () => {
      await sleep(waitMs)
      return connection
    },
  } as unknown as Pool
  return { pool, query, release }
}

it('gives the rows', async () => {
  const { pool, release } = poolAfter(0)
  expect(await askMysql(pool, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  expect(release).toHaveBeenCalledOnce()
})

it('does not ask once half of the time is over: others wait behind it', async () => {
  const { pool, query, release } = poolAfter(300)
  await expect(askMysql(pool, 'SELECT SLEEP(1)', [], 500)).rejects.toThrow(Unavailable)
  expect(query).not.toHaveBeenCalledWith('SELECT SLEEP(1)', [])
  expect(release).toHaveBeenCalledOnce()
})

it('answers in time while there is no connection', async () => {
  const { pool } = poolAfter(5_000)
  await expect(askMysql(pool, 'SELECT 1', [], 100)).rejects.toThrow('MySQL did not answer within 0.1 s')
})
