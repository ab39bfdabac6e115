import type { Folders } from '../lib/folders.ts'
import { tryReadStackRecord } from '../stack/stack-record.ts'
import { isSamePlace, type StackPlace } from './stack-place.ts'

/**
 * Where msctl keeps what it has of the stack of that name at that place. A name has one record and one folder, which belong to the place
 * that the record tells of: elsewhere a stack of the same name has a folder apart, and sees neither forwards nor ledgers of the other.
 */
export function foldersAt(place: StackPlace, folders: Folders, name: string): Folders {
  const record = tryReadStackRecord(folders, name)
  if (record === undefined || isSamePlace(record, place)) return folders
  // Its data lies in the folder of the name, whatever ran since.
  if (place.target === 'local' && record.downAt !== undefined) return folders
  const { target, context } = place
  const where = context === undefined ? target : `${target}-${encodeURIComponent(context)}`
  return { ...folders, apart: `@${where}` }
}
