import { lstatSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { MsctlError } from '../../errors.ts'
import { type Folders, runtimePath, stateFolder } from '../../lib/folders.ts'

/** Where a stack of this target is found: by its files and its supervisor's socket. */
export interface Place {
  readonly stateFolder: string
  readonly socketPath: string
}

export function placeOf(folders: Folders, stackName: string): Place {
  return { stateFolder: stateFolder(folders, stackName), socketPath: runtimePath(folders, stackName, 'sock') }
}

const longestSocketPath = 103

/** Makes both folders. Throws MSCTL_MACHINE_LACKS where that is not possible, and where others could reach the socket, through which passwords travel. */
export function makePlace({ stateFolder, socketPath }: Place): void {
  const folder = dirname(socketPath)
  makeFolder(stateFolder, 0o755)
  makeFolder(folder, 0o700)
  const facts = lstatSync(folder)
  if (!facts.isDirectory() || facts.uid !== process.getuid?.() || (facts.mode & 0o077) !== 0) {
    throw new MsctlError('MSCTL_MACHINE_LACKS', `the folder for sockets "${folder}" is not this user's alone`, {
      suggestions: [`ls -ld ${folder}`, 'MSCTL_RUNTIME_DIR=<a folder of your own> msctl up'],
    })
  }
  if (Buffer.byteLength(socketPath) > longestSocketPath) {
    throw new MsctlError('MSCTL_MACHINE_LACKS', `the path "${socketPath}" is too long for a socket`, {
      suggestions: ['MSCTL_RUNTIME_DIR=<a folder with a shorter path> msctl up'],
    })
  }
}

function makeFolder(path: string, mode: number): void {
  try {
    mkdirSync(path, { recursive: true, mode })
  } catch (cause) {
    throw new MsctlError('MSCTL_MACHINE_LACKS', `cannot make the folder "${path}": ${(cause as Error).message}`, {
      cause,
      suggestions: ['XDG_STATE_HOME and MSCTL_RUNTIME_DIR name other places for state and sockets'],
    })
  }
}
