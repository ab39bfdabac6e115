import { lstatSync, mkdirSync } from 'node:fs'
import { MsctlError } from '../errors.ts'

/**
 * Makes the folder for sockets and locks where it is missing. Throws MSCTL_MACHINE_LACKS where that is not possible, and where it is not this user's
 * alone: through sockets travel passwords, and anybody could hold a lock for ever.
 */
export function makeOwnFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new MsctlError('MSCTL_MACHINE_LACKS', `cannot make the folder "${folder}"`, {
      cause,
      suggestions: [otherRuntimeFolder],
    })
  }
  const facts = lstatSync(folder)
  if (!facts.isDirectory() || facts.uid !== process.getuid?.() || (facts.mode & 0o077) !== 0) {
    throw new MsctlError(
      'MSCTL_MACHINE_LACKS',
      `the folder for sockets and locks "${folder}" is not this user's alone`,
      {
        suggestions: [`ls -ld ${folder}`, otherRuntimeFolder],
      },
    )
  }
}

/** For whoever cannot have a folder for sockets and locks where they go. */
export const otherRuntimeFolder = 'MSCTL_RUNTIME_DIR=<a folder of your own>: where sockets and locks go instead'
