import type { Folders } from '../lib/folders.ts'
import { keepYoungSpace } from '../lib/keep-young-space.ts'
import type { Run } from '../lib/run.ts'
import { closeMysql, connectMysql } from '../probes/connect-mysql.ts'
import { keepConnection } from '../probes/kept-connection.ts'
import { openPaths } from '../probes/paths.ts'
import { type DoneIndexes, readDoneIndexes } from '../seed/done-indexes.ts'
import { findEntrance } from '../seed/find-entrance.ts'
import { findUserId } from '../seed/find-user-id.ts'
import { ledgerFile, openLedger } from '../seed/ledger.ts'
import { createPace } from '../seed/pace.ts'
import { openRegistrationClient } from '../seed/registration-client.ts'
import { type SeedProgress, type SeedRun, seedUsers } from '../seed/seed-users.ts'
import { openUserSource } from '../seed/user-source.ts'
import type { Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'

export interface SeedOptions {
  readonly count: number
  readonly seed: string
  readonly locale: string
  readonly concurrency: number
  /** Users a second; as fast as they are taken when undefined. */
  readonly rate: number | undefined
  /** Straight to user-service instead of through the gateway. */
  readonly isDirect: boolean
  /** Leaves out whom the ledger of this seed knows already. */
  readonly isResumed: boolean
  /** Called ten times a second. */
  readonly onProgress: (progress: SeedProgress) => void
}

export interface SeedResult {
  readonly seed: string
  readonly ledger: string
  readonly accepted: number
  readonly alreadyPresent: number
  readonly refused: number
  /** Sent, and no answer said what became of them. */
  readonly unknown: number
  /** Left out with --resume. */
  readonly doneBefore: number
  readonly durationMs: number
  readonly ratePerSecond: number
  readonly latencyMs: SeedProgress['latencyMs']
  /** `interrupted` and `gave-up`: not all users were tried. */
  readonly end: 'complete' | 'interrupted' | 'gave-up'
  readonly lastTrouble: string | undefined
}

const giveUpAfterMs = 30_000
const graceMs = 2000

/** Registers users of a seed and records what became of each. Resolves when interrupted too: the ledger is complete then. */
export async function seed(
  stack: Stack,
  target: Target,
  folders: Folders,
  options: SeedOptions,
  run: Run,
): Promise<SeedResult> {
  const users = await openUserSource(options.seed, options.locale)
  await using paths = openPaths(stack, target, run)
  const entrance = await findEntrance(stack, paths, options.isDirect, run.signal)
  run.showCommand(
    `curl -X POST ${entrance.origin}${entrance.path} -H 'content-type: application/json' -d '{"user_name": …, "email": …}'`,
  )
  const file = ledgerFile(folders, stack.name, options.seed)
  const done = options.isResumed ? await readDoneIndexes(file, options.count) : nobody
  await using mysql = keepConnection(() => connectMysql(stack, paths), closeMysql)
  using client = openRegistrationClient({ ...entrance, timeoutMs: 10_000 })
  await using ledger = await openLedger(file)
  const signal = AbortSignal.any([run.signal, ledger.failed])
  keepYoungSpace()
  const seeding = seedUsers({
    ...options,
    users,
    done,
    ledger,
    giveUpAfterMs,
    pace: createPace(options.rate),
    send: client.send,
    findId: (email) => mysql.use((connection) => findUserId(connection, email)).catch(() => null),
    signal,
  })
  await attend(seeding, options.onProgress, client.cancel, signal)
  const progress = seeding.progress()
  return {
    seed: options.seed,
    ledger: file,
    accepted: progress.outcomes.accepted,
    alreadyPresent: progress.outcomes['already-present'],
    refused: progress.outcomes.refused,
    unknown: progress.outcomes.unknown,
    doneBefore: done.count,
    durationMs: Math.round(progress.durationMs),
    ratePerSecond: Math.round((1000 * progress.done) / Math.max(progress.durationMs, 1)),
    latencyMs: progress.latencyMs,
    end: run.signal.aborted ? 'interrupted' : seeding.gaveUp() ? 'gave-up' : 'complete',
    lastTrouble: seeding.lastTrouble(),
  }
}

/** Reports while it runs; who asked to stop waits no longer for answers than the grace. */
async function attend(
  seeding: SeedRun,
  onProgress: SeedOptions['onProgress'],
  cancel: () => void,
  signal: AbortSignal,
): Promise<void> {
  const reports = setInterval(() => onProgress(seeding.progress()), 100)
  let grace: NodeJS.Timeout | undefined
  const onAbort = (): void => {
    grace = setTimeout(cancel, graceMs)
  }
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    await seeding.finished
  } finally {
    clearInterval(reports)
    clearTimeout(grace)
    signal.removeEventListener('abort', onAbort)
    onProgress(seeding.progress())
  }
}

const nobody: DoneIndexes = { count: 0, has: () => false }
