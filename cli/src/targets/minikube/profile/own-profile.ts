import type { Folders } from '../../../lib/folders.ts'
import { machineKey } from './machine-key.ts'
import { readProfileRecord, writeProfileRecord } from './profile-record.ts'

/** Whether what there is of the profile is what msctl made, and not of somebody who deleted that and made another of the same name. */
export function isOwnProfile(profile: string, folders: Folders): boolean {
  const { madeAt, machine } = readProfileRecord(folders, profile)
  return madeAt !== undefined && machine !== null && machine === machineKey(profile)
}

/** As isOwnProfile, but also where it cannot be told: enough for what does no harm to a profile of somebody else. */
export function mayBeOwnProfile(profile: string, folders: Folders): boolean {
  const { madeAt, machine } = readProfileRecord(folders, profile)
  return madeAt !== undefined && (machine ?? undefined) === machineKey(profile)
}

/** What there is of the profile now is what msctl made. `isWhole`: it has a machine, which cannot be told from another one if it has no key. */
export function rememberMachine(profile: string, folders: Folders, isWhole: boolean): void {
  const { machine: before, ...record } = readProfileRecord(folders, profile)
  const machine = machineKey(profile) ?? (isWhole || before === null ? null : undefined)
  writeProfileRecord(folders, profile, { ...record, ...(machine !== undefined && { machine }) })
}
