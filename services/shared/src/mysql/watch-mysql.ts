import type { Pool } from 'mysql2/promise'
import { pause } from '../keep-trying.ts'
import type { Readiness } from '../readiness.ts'
import { askMysql } from './ask-mysql.ts'

/** Makes the tables, then asks MySQL once a second, so that readiness is true. Throws when it does not answer; to be tried again. */
export async function watchMysql(
  pool: Pool,
  makeTables: () => Promise<void>,
  readiness: Readiness,
  signal: AbortSignal,
): Promise<void> {
  await makeTables()
  while (!signal.aborted) {
    await askMysql(pool, 'SELECT 1')
    readiness.works('mysql', 'tables are there')
    await pause(1_000, signal)
  }
}
