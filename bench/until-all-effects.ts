import type { Connection } from 'mysql2/promise'
import { countRows } from './harness/count-rows.ts'
import { until } from './harness/until.ts'

/** Waits until each user of a database has its notification; `insistRunning` throws when that cannot come any more. */
export async function untilAllEffects(
  connection: Connection,
  database: string,
  signal: AbortSignal,
  insistRunning?: () => void,
): Promise<void> {
  const areAllThere = async (): Promise<boolean> => {
    insistRunning?.()
    // both anew each time: a load that ends leaves requests that are still carried out
    const users = await countRows(connection, `${database}.users`)
    return (await countRows(connection, `${database}.notifications`)) === users
  }
  await until(areAllThere, { what: `each user in ${database} has its notification`, signal })
}
