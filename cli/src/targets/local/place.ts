import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { MsctlError } from '../../errors.ts'
import { type Folders, runtimePath, stateFolder } from '../../lib/folders.ts'
import { makeOwnFolder } from '../../lib/own-folder.ts'

/** Where a stack of this target is found: by its files and its supervisor's socket. */
export interface Place {
  readonly stateFolder: string
  readonly socketPath: string
}

export function placeOf(folders: Folders, stackName: string): Place {
  return { stateFolder: stateFolder(folders, stackName), socketPath: runtimePath(folders, stackName, 'sock') }
}

const longestSocketPath = 103

/** Makes both folders. Throws MSCTL_MACHINE_LACKS where that is not possible, and where others could reach the socket. */
export function makePlace({ stateFolder, socketPath }: Place): void {
  makeStateFolder(stateFolder)
  makeOwnFolder(dirname(socketPath))
  if (Buffer.byteLength(socketPath) > longestSocketPath) {
    throw new MsctlError('MSCTL_MACHINE_LACKS', `the path "${socketPath}" is too long for a socket`, {
      suggestions: ['MSCTL_RUNTIME_DIR=<a folder with a shorter path> msctl up'],
    })
  }
}

function makeStateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o755 })
  } catch (cause) {
    throw new MsctlError('MSCTL_MACHINE_LACKS', `cannot make the folder "${path}"`, {
      cause,
      suggestions: ['XDG_STATE_HOME=<a folder of your own>: where data, logs and records go instead'],
    })
  }
}
