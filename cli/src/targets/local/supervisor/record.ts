import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MsctlError } from '../../../errors.ts'
import type { ComponentName } from '../../../stack/components.ts'
import type { ProcessReport } from './process-report.ts'

/** A component that was left out because this machine lacks what it needs. */
export interface SkippedComponent {
  readonly component: ComponentName
  /** Why, and the way to get it. */
  readonly detail: string
}

export type RecordedProcess = Pick<ProcessReport, 'id' | 'component' | 'replica' | 'version' | 'ports' | 'live'>

/** What is on disk of a supervisor, so that its processes can be found, and told from others, after its death. Holds no secrets. */
export interface SupervisorRecord {
  readonly schema: 1
  readonly supervisor: { readonly pid: number; readonly startTime: string }
  readonly processes: readonly RecordedProcess[]
  readonly skipped: readonly SkippedComponent[]
}

export const recordFile = (stateFolder: string): string => join(stateFolder, 'supervisor.json')

/** undefined: there is none. Throws MSCTL_COULD_NOT_ASK for a file that is not a record. */
export function readRecord(stateFolder: string): SupervisorRecord | undefined {
  const file = recordFile(stateFolder)
  try {
    const record: SupervisorRecord = JSON.parse(readFileSync(file, 'utf8'))
    if (record.schema !== 1 || !Array.isArray(record.processes)) throw new Error('it is not a record of schema 1')
    return record
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new MsctlError('MSCTL_COULD_NOT_ASK', `cannot read the supervisor's record at "${file}"`, {
      cause,
      suggestions: ['msctl down ends what belongs to the stack and removes the record'],
    })
  }
}

/** As readRecord, but a record that cannot be read counts as none: for what must go on without it. */
export function tryReadRecord(stateFolder: string): SupervisorRecord | undefined {
  try {
    return readRecord(stateFolder)
  } catch {
    return undefined
  }
}

/** Atomic: a reader sees the old record or the new one. A state folder that is gone is not made again: `down -v` removed it. */
export function writeRecord(stateFolder: string, record: SupervisorRecord): void {
  const file = recordFile(stateFolder)
  writeFileSync(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}

export function removeRecord(stateFolder: string): void {
  rmSync(recordFile(stateFolder), { force: true })
  rmSync(`${recordFile(stateFolder)}.new`, { force: true })
}
