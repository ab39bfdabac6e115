import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Folders } from '../../../lib/folders.ts'
import { writeWhole } from '../../../lib/write-whole.ts'

/** What msctl keeps of a profile, which several stacks may share. */
export interface ProfileRecord {
  readonly schema: 1
  /** ISO 8601, when `up` made it; absent of one that was there before. */
  readonly madeAt?: string
  /** The machine's key (machineKey) after the last start by msctl; null of a machine without one, absent as long as there is no machine. */
  readonly machine?: string | null
  /** What was put into it, by the image's name. Without it the image is only loaded once more. */
  readonly images: Readonly<Record<string, LoadedImage>>
}

export interface LoadedImage {
  /** Of what it was made: the image's id on this machine, or a hash of its files. */
  readonly source: string
  /** The image's id in the profile. */
  readonly id: string
}

/** No stack can have that name. */
const fileOf = (folders: Folders, profile: string): string => join(folders.state, '.minikube', `${profile}.json`)

export function readProfileRecord(folders: Folders, profile: string): ProfileRecord {
  try {
    const found = JSON.parse(readFileSync(fileOf(folders, profile), 'utf8'))
    if (found.schema === 1 && typeof found.images === 'object') return found
  } catch {
    // Not there, or not to be read: then nothing is known of the profile.
  }
  return { schema: 1, images: {} }
}

export function writeProfileRecord(folders: Folders, profile: string, record: ProfileRecord): void {
  writeWhole(fileOf(folders, profile), `${JSON.stringify(record, null, 2)}\n`)
}

export function removeProfileRecord(folders: Folders, profile: string): void {
  rmSync(fileOf(folders, profile), { force: true })
}
