import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { namesIn } from './names-in.ts'

const blockBytes = 512

/** What a file or the files below a folder take on the disk; what vanishes meanwhile counts as nothing. */
export function sizeOnDisk(path: string): number {
  const facts = lstatSync(path, { throwIfNoEntry: false })
  if (facts === undefined) return 0
  if (!facts.isDirectory()) return facts.blocks * blockBytes
  return namesIn(path).reduce((sum, name) => sum + sizeOnDisk(join(path, name)), 0)
}
