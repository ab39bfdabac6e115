import { join } from 'node:path'
import type { Folders } from '../../../lib/folders.ts'

/** What tools are made from. Kept when setup is interrupted, so that the next one goes on from there; removed when all is done. */
export function downloadsFolder(folders: Folders): string {
  return join(folders.cache, 'downloads')
}
