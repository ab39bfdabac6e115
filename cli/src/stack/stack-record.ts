import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MsctlError } from '../errors.ts'
import { type Folders, stateFolder } from '../lib/folders.ts'
import { writeWhole } from '../lib/write-whole.ts'
import type { Stack } from './stack.ts'
import type { TargetName } from './target-names.ts'

/** What `up` leaves so that the other commands find the same stack again. No secrets: those are read from `folder` anew. */
export interface StackRecord {
  readonly schema: 1
  readonly target: TargetName
  /** Which cluster, where the target has several. */
  readonly context?: string
  readonly stack: Omit<Stack, 'credentials'>
  /** The folder in which `up` was called: its `.env` holds the passwords. */
  readonly folder: string
  /** ISO 8601. */
  readonly createdAt: string
  /** Settings other than the defaults, without passwords: the next `up` goes on with them unless told otherwise. */
  readonly settings?: Readonly<Record<string, string>>
  /** Set by `down`, which keeps the record for `logs` and for the settings that the data was made with. */
  readonly downAt?: string
}

const fileOf = (folders: Folders, name: string): string => join(stateFolder(folders, name), 'stack.json')

export function readStackRecord(folders: Folders, name: string): StackRecord | undefined {
  const file = fileOf(folders, name)
  try {
    const record: StackRecord = JSON.parse(readFileSync(file, 'utf8'))
    if (record.schema !== 1) throw new Error(`schema ${record.schema} is not known`)
    return record
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new MsctlError('MSCTL_CONFIGURATION', `cannot read the record of stack "${name}" at ${file}`, {
      cause,
      suggestions: [`msctl down --volumes --name ${name} removes it with its data`],
    })
  }
}

/** As readStackRecord, but a record that cannot be read counts as none: for what must go on without it. */
export function tryReadStackRecord(folders: Folders, name: string): StackRecord | undefined {
  try {
    return readStackRecord(folders, name)
  } catch {
    return undefined
  }
}

/** Atomic: a reader sees the old record or the new one. Throws MSCTL_MACHINE_LACKS where it cannot be written. */
export function writeStackRecord(folders: Folders, record: StackRecord): void {
  writeWhole(fileOf(folders, record.stack.name), `${JSON.stringify(record, null, 2)}\n`)
}

/** The stack counts as absent from now on; its record stays for `logs`. */
export function markDown(folders: Folders, name: string): void {
  const record = readStackRecord(folders, name)
  if (record) writeStackRecord(folders, { ...record, downAt: new Date().toISOString() })
}
