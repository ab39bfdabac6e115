import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The folder appears with all that `fill` put into it, or not at all; what was there before is replaced. */
export async function landFolder(folder: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${folder}.new-${process.pid}`
  await mkdir(dirname(folder), { recursive: true, mode: 0o755 })
  await rm(temporary, { recursive: true, force: true })
  try {
    await mkdir(temporary, { mode: 0o755 })
    await fill(temporary)
    await rm(folder, { recursive: true, force: true })
    await rename(temporary, folder)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}
