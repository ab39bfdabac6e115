import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** Servers live here on many systems, and a plain user's PATH leaves these out. */
const serverFolders = ['/usr/local/sbin', '/usr/sbin']

/** Absolute paths of the programs of that name, in the order of PATH. */
export async function findPrograms(
  names: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<readonly string[]> {
  const folders = [...new Set([...(env.PATH ?? '').split(delimiter).filter(Boolean), ...serverFolders])]
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const found = await Promise.all(candidates.map(isProgram))
  return candidates.filter((_, index) => found[index])
}

export async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}
