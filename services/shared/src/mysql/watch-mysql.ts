import type { Pool } from 'mysql2/promise'
import { pause } from '../keep-trying.ts'
import type { Readiness } from '../readiness.ts'
import { askMysql } from './ask-mysql.ts'

/**
 * Makes the tables, then asks for them once a second by a query that fails where one is missing, so that readiness is true. Throws
 * when MySQL does not answer it; to be tried again, which makes tables anew that somebody has dropped.
 */
export async function watchMysql(
  pool: Pool,
  { makeTables, tablesQuery }: { readonly makeTables: () => Promise<void>; readonly tablesQuery: string },
  readiness: Readiness,
  signal: AbortSignal,
): Promise<void> {
  await makeTables()
  while (!signal.aborted) {
    await askMysql(pool, tablesQuery)
    readiness.works('mysql', 'tables are there')
    await pause(1_000, signal)
  }
}
