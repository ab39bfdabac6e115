import type { Check, CheckResult } from '../checks/check.ts'
import { openCheckContext } from '../checks/check-context.ts'
import { checkQuery, type QueryToCheck } from '../checks/check-query.ts'
import { runChecks } from '../checks/run-checks.ts'
import { type ExitCode, exitCodes, MsctlError } from '../errors.ts'
import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import type { Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'

export interface CheckOptions {
  readonly checks: readonly Check[]
  readonly query?: QueryToCheck | undefined
  /** How long to wait for the stack to come to rest. */
  readonly timeoutMs: number
}

export interface CheckReport {
  readonly results: readonly CheckResult[]
  readonly exit: ExitCode
}

/** Runs checks side by side and then, when given, one on a query. MSCTL_USAGE for a query that Prometheus cannot read. */
export async function check(
  stack: Stack,
  target: Target,
  folders: Folders,
  { checks, query, timeoutMs }: CheckOptions,
  run: Run,
): Promise<CheckReport> {
  await using context = openCheckContext({ stack, target, folders, timeoutMs, run })
  const results = [
    ...(await runChecks(checks, context)),
    ...(query === undefined ? [] : await runChecks([checkQuery(query)], context)),
  ]
  return { results, exit: exitOf(results) }
}

/** A failure tells more than not knowing; nothing at all was never asked for. */
export function exitOf(results: readonly CheckResult[]): ExitCode {
  if (results.length === 0) throw new MsctlError('MSCTL_USAGE', 'no check was run')
  if (results.some(({ verdict }) => verdict === 'failed')) return exitCodes.checkFailed
  if (results.some(({ verdict }) => verdict === 'unknown')) return exitCodes.unknown
  return exitCodes.done
}
