import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from 'mysql2/promise'
import { writeBaseline } from '../checks/baseline.ts'
import { openCheckContext } from '../checks/check-context.ts'
import { countOutbox, countRows, type RowCounts } from '../checks/count-rows.ts'
import { readConsumerCounts } from '../checks/read-consumer-counts.ts'
import { readLag } from '../checks/read-lag.ts'
import { ledgerFiles } from '../checks/read-ledgers.ts'
import { baselineFromNow } from '../checks/take-baseline.ts'
import { MsctlError } from '../errors.ts'
import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { asCouldNotAsk } from '../probes/as-could-not-ask.ts'
import { type Stack, whyForeign } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'

export interface ResetResult {
  /** Rows that were there. */
  readonly removed: RowCounts
  /** Ledgers that no longer count; they are kept beside the others. */
  readonly archivedLedgers: readonly string[]
  readonly durationMs: number
}

const tables = ['users', 'outbox', 'inbox', 'notifications'] as const

/** Empties the data of a running stack, whose services go on; offsets stay, and checks count from here on. */
export async function reset(
  stack: Stack,
  target: Target,
  folders: Folders,
  { timeoutMs }: { readonly timeoutMs: number },
  run: Run,
): Promise<ResetResult> {
  refuseForeign(stack)
  const start = Date.now()
  await using context = openCheckContext({ stack, target, folders, timeoutMs, run })
  try {
    const [mysql, admin] = [await context.mysql(), await context.admin()]
    run.report('Waiting until nothing is under way')
    await context.settled()
    const removed = await countRows(mysql)
    // Opened now, since an interrupted command opens none any more.
    await readConsumerCounts(stack, context.paths, run.signal)
    for (const table of tables) run.showCommand(`mysql ${stack.database} -e 'TRUNCATE TABLE ${table}'`)
    await lockAtRest(mysql, () => readLag(admin, stack.topic), start + timeoutMs, run.signal)
    try {
      // From here on it goes to its end, interrupted or not: checks would miss what was in the tables.
      for (const table of tables) await mysql.query(`TRUNCATE TABLE ${table}`)
      const { signal } = new AbortController()
      const { paths } = context
      writeBaseline(folders, stack.name, await baselineFromNow({ stack, paths, admin, signal }, 0))
    } finally {
      // The end of the connection does the same.
      await mysql.query('UNLOCK TABLES').catch(() => {})
    }
    return { removed, archivedLedgers: archiveLedgers(folders, stack.name), durationMs: Date.now() - start }
  } catch (error) {
    throw asCouldNotAsk(error)
  }
}

/** It knows the tables of our own services only. */
function refuseForeign(stack: Stack): void {
  const foreign = whyForeign(stack, ['user-service', 'notification-service'])
  if (foreign === undefined) return
  throw new MsctlError('MSCTL_USAGE', `what there is to be emptied is not known: ${foreign}`, {
    suggestions: ['msctl down --volumes, then msctl up: begins with no data'],
  })
}

/**
 * Locks the tables at a moment when nothing is under way, so that no registration is cut in two: its user removed and its event
 * still to come. Under the lock nothing can be written, and so nothing handled.
 */
async function lockAtRest(
  mysql: Connection,
  lagOf: () => ReturnType<typeof readLag>,
  deadline: number,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await mysql.query(`LOCK TABLES ${tables.map((table) => `${table} WRITE`).join(', ')}`)
    const outboxRows = await countOutbox(mysql)
    const lag = (await lagOf()).reduce((sum, partition) => sum + partition.lag, 0)
    if (outboxRows === 0 && lag === 0) return
    await mysql.query('UNLOCK TABLES')
    if (Date.now() > deadline) {
      throw new MsctlError(
        'MSCTL_NOT_READY',
        `the stack does not come to rest: ${lag} events to be handled, ${outboxRows} in the outbox`,
        { suggestions: ['stop what registers users', 'msctl status', 'msctl logs notification-service --tail 20'] },
      )
    }
    await sleep(100, undefined, { signal })
  }
}

function archiveLedgers(folders: Folders, stackName: string): readonly string[] {
  const before = new Date().toISOString().replaceAll(/[:.]/g, '-')
  return ledgerFiles(folders, stackName).map((file) => {
    const archived = join(dirname(file), `before-${before}`, basename(file))
    if (!existsSync(dirname(archived))) mkdirSync(dirname(archived))
    renameSync(file, archived)
    return archived
  })
}
