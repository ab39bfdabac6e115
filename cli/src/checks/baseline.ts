import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MsctlError } from '../errors.ts'
import { type Folders, stateFolder } from '../lib/folders.ts'
import { writeWhole } from '../lib/write-whole.ts'

export interface OffsetAt {
  readonly partition: number
  readonly offset: number
}

/** What one process of notification-service had counted when a window began. */
export interface ConsumerCount {
  /** Its process_start_time_seconds: tells whether the same process counts on. */
  readonly startedAtSeconds: number
  readonly eventsConsumed: number
}

/** From where checks count. */
export interface Baseline {
  readonly schema: 1
  /** ISO 8601. */
  readonly takenAt: string
  readonly topic: readonly OffsetAt[]
  readonly deadLetters: readonly OffsetAt[]
  /** Counters and inbox at one moment of rest: their growth from here on is the same. */
  readonly window: { readonly consumers: readonly ConsumerCount[]; readonly inboxRows: number }
}

function fileOf(folders: Folders, stackName: string): string {
  return join(stateFolder(folders, stackName), 'baseline.json')
}

/** Undefined when none was taken: then everything from the earliest offset on counts. */
export function readBaseline(folders: Folders, stackName: string): Baseline | undefined {
  const file = fileOf(folders, stackName)
  try {
    const baseline = JSON.parse(readFileSync(file, 'utf8')) as Baseline
    if (baseline.schema !== 1) throw new Error(`schema ${baseline.schema} is not known`)
    return baseline
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new MsctlError('MSCTL_CONFIGURATION', `cannot read the baseline at ${file}`, {
      cause,
      suggestions: ['msctl reset takes a new one'],
    })
  }
}

/** Atomic; throws MSCTL_MACHINE_LACKS where it cannot be written. */
export function writeBaseline(folders: Folders, stackName: string, baseline: Baseline): void {
  writeWhole(fileOf(folders, stackName), `${JSON.stringify(baseline, null, 2)}\n`)
}
