import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const blockBytes = 512

/** What a file or folder takes on the disk; what vanishes meanwhile counts as nothing. */
export function sizeOnDisk(path: string): number {
  const facts = lstatSync(path, { throwIfNoEntry: false })
  if (facts === undefined) return 0
  const own = facts.blocks * blockBytes
  if (!facts.isDirectory()) return own
  return namesIn(path).reduce((sum, name) => sum + sizeOnDisk(join(path, name)), own)
}

export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch {
    return []
  }
}
