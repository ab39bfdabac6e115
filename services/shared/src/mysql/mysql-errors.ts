import { reasonOf, Unavailable } from '../unavailable.ts'

const DUPLICATE_ENTRY = 1062
/** Lock wait time-out and deadlock. */
const ROLLED_BACK = [1205, 1213]
/** A value that the column cannot hold; no retry will help. By number, since MariaDB and MySQL name some differently. */
const BAD_VALUE = [1048, 1264, 1265, 1292, 1366, 1406, 3819, 4025]
/** Our own mistakes in SQL. */
const BAD_STATEMENT = [1054, 1064, 1136]

function errnoOf(error: unknown): number | undefined {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : undefined
}

const isOneOf = (error: unknown, numbers: readonly number[]): boolean => numbers.includes(errnoOf(error) ?? 0)

export const isDuplicateEntry = (error: unknown): boolean => isOneOf(error, [DUPLICATE_ENTRY])
export const isRolledBack = (error: unknown): boolean => isOneOf(error, ROLLED_BACK)
export const isBadValue = (error: unknown): boolean => isOneOf(error, BAD_VALUE)

/** MySQL itself said no, also where that became Unavailable; so nothing of it was written. */
export function isRefused(error: unknown): boolean {
  const said = error instanceof Unavailable ? error.cause : error
  return said instanceof Error && 'sqlState' in said
}

/**
 * Whatever keeps MySQL from serving (away, restarting, read-only, disk full, tables not made yet, queue full) becomes
 * Unavailable; duplicates, values that do not fit and mistakes of ours stay what they are.
 */
export function toUnavailable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Unavailable) return error
  const isFromMysql = 'code' in error || error.message === 'Queue limit reached.' || error.message === 'Pool is closed.'
  if (!isFromMysql || isOneOf(error, [DUPLICATE_ENTRY, ...BAD_VALUE, ...BAD_STATEMENT])) return error
  return new Unavailable(`MySQL: ${reasonOf(error)}`, { cause: error })
}
