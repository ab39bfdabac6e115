import { asDiskTrouble } from '../disk-trouble.ts'
import { MsctlError } from '../errors.ts'
import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { reasonOf } from '../probes/reason-of.ts'
import type { ComponentName } from '../stack/components.ts'
import { nameFlag } from '../stack/name-flag.ts'
import type { ComponentStatus, Stack } from '../stack/stack.ts'
import { markDown } from '../stack/stack-record.ts'
import type { Target } from '../targets/target.ts'
import type { ActionProgress } from './component-progress.ts'
import { writeReport } from './write-report.ts'

export interface TidyOptions {
  readonly stack: Stack
  readonly target: Target
  readonly folders: Folders
  readonly before: readonly ComponentStatus[]
  readonly isKeptOnFailure: boolean
  readonly error: unknown
  readonly run: Run
  readonly progress: ActionProgress
}

/**
 * What a failed `up` leaves: an interrupted one everything, and says how to remove it; any other one removes what it started (logs,
 * data and the report stay), unless something ran before or it is to be kept. Returns the error to end with.
 */
export async function tidyFailedUp(options: TidyOptions): Promise<unknown> {
  const { stack, target, folders, before, isKeptOnFailure } = options
  const error = asDiskTrouble(options.error)
  const run = { ...options.run, signal: AbortSignal.timeout(60_000) }
  if (options.run.signal.aborted) return withOutcome(options.run.signal.reason, await whatRuns(stack, target, run))
  if (!(error instanceof MsctlError)) {
    // A bug of ours: nobody knows what it is about, so everything stays for a look.
    options.progress.note(await whatRuns(stack, target, run))
    return error
  }
  const report = await writeReport({ stack, target, folders, error, run }).catch((why: unknown) => {
    // As on a full disk: the failure itself is what people must see.
    options.progress.note(`no report could be written: ${reasonOf(why)}`)
  })
  const reported = report === undefined ? error : withReport(error, report)
  if (isKeptOnFailure || before.some(isRunning)) return withOutcome(reported, await whatRuns(stack, target, run))
  if (error.details.outcome !== undefined) {
    // It failed before anything was started, and says so itself.
    markDown(folders, stack.name)
    return reported
  }
  options.progress.note(`${error.message}; removing what was started`)
  return withOutcome(reported, await removeStarted(stack, target, folders, run))
}

/** Whatever becomes of it, the failure of `up` is what people must see. */
async function removeStarted(stack: Stack, target: Target, folders: Folders, run: Run): Promise<string> {
  const down = `msctl down${nameFlag(stack.name)}`
  try {
    const { leftBehind } = await target.destroy(stack, { volumes: false }, run)
    markDown(folders, stack.name)
    if (leftBehind.length > 0) return `Left behind: ${leftBehind.join(', ')}; ${down} tries again`
    return 'What was started was removed, logs and data kept (--keep-on-failure leaves it)'
  } catch {
    return `What was started could not be removed; ${down} tries again`
  }
}

async function whatRuns(stack: Stack, target: Target, run: Run): Promise<string> {
  const statuses = await target.status(stack, run).catch(() => undefined)
  if (statuses === undefined) return `What still runs could not be asked; msctl down${nameFlag(stack.name)} removes it`
  const running = statuses.filter(isRunning).map(({ name }) => name)
  const names = [...new Set<ComponentName>(running)]
  if (names.length === 0) return `Nothing runs; msctl down${nameFlag(stack.name)} removes what was prepared`
  return `Still running: ${names.join(', ')}; msctl down${nameFlag(stack.name)} removes ${names.length === 1 ? 'it' : 'them'}`
}

function isRunning({ state }: ComponentStatus): boolean {
  return state === 'starting' || state === 'ready' || state === 'unhealthy'
}

function withReport(error: MsctlError, report: string): MsctlError {
  const rows = Array.isArray(error.details.evidence) ? error.details.evidence : []
  return withDetails(error, { report, evidence: [...rows, { label: 'report', text: report }] })
}

function withOutcome(error: unknown, outcome: string): unknown {
  return error instanceof MsctlError ? withDetails(error, { outcome }) : error
}

function withDetails(error: MsctlError, details: Readonly<Record<string, unknown>>): MsctlError {
  const { code, message, suggestions, cause } = error
  return new MsctlError(code, message, { suggestions, cause, details: { ...error.details, ...details } })
}
