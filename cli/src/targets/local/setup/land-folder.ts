import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Folders } from '../../../lib/folders.ts'

const unfinished = '.unfinished'

/** The folder appears with all that `fill` put into it, or not at all; what was there before is replaced. */
export async function landFolder(folder: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${folder}${unfinished}`
  await mkdir(dirname(folder), { recursive: true, mode: 0o755 })
  await rm(temporary, { recursive: true, force: true })
  try {
    await mkdir(temporary)
    await chmod(temporary, 0o755)
    await fill(temporary)
    await rm(folder, { recursive: true, force: true })
    await rename(temporary, folder)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/** Removes what a setup left that was killed. Only for who holds the lock of setup. */
export async function removeUnfinished(folders: Folders): Promise<void> {
  for (const name of ['tools', 'mysql-data']) {
    const parent = join(folders.cache, name)
    const entries = await readdir(parent).catch(() => [])
    for (const entry of entries.filter((one) => one.endsWith(unfinished))) {
      await rm(join(parent, entry), { recursive: true, force: true })
    }
  }
}
