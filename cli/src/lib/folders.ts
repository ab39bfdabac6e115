import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'

/** Where msctl keeps things. As root under /var, since database servers drop root and cannot enter a 0700 home. */
export interface Folders {
  readonly cache: string
  /** One folder per stack below it. */
  readonly state: string
  /** Sockets and locks, 0700. */
  readonly runtime: string
  /** A folder below `state`, no stack's name, for stacks that share their name with one of another place. */
  readonly apart?: string
}

/**
 * The folders of this user. A relative path counts as not set, as the XDG specification demands. Sockets are not below XDG_RUNTIME_DIR, which goes
 * with the last session of its user: a stack stays (docs/decisions/0025-sockets-outlive-the-session.md).
 */
export function foldersOf(env: NodeJS.ProcessEnv = process.env): Folders {
  const uid = userInfo().uid
  const isRoot = uid === 0
  const runtime = absolute(env.MSCTL_RUNTIME_DIR)
  return {
    cache: join(absolute(env.XDG_CACHE_HOME) ?? (isRoot ? '/var/cache' : join(homedir(), '.cache')), 'msctl'),
    state: join(absolute(env.XDG_STATE_HOME) ?? (isRoot ? '/var/lib' : join(homedir(), '.local', 'state')), 'msctl'),
    runtime: runtime === undefined ? `/tmp/msctl-${uid}` : join(runtime, 'msctl'),
  }
}

function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined
}

export function stateFolder(folders: Folders, stackName: string): string {
  return join(folders.state, folders.apart ?? '', stackName)
}

/** Unix sockets allow 108 bytes of path: a short hash stands for the state folder. */
export function runtimePath(folders: Folders, stackName: string, suffix: string): string {
  const hash = createHash('sha256').update(stateFolder(folders, stackName)).digest('hex').slice(0, 12)
  return join(folders.runtime, `${hash}.${suffix}`)
}

/** The folder of the installed package, from source and from the bundle alike. */
export function packageRoot(): string {
  let folder = import.meta.dirname
  while (!isOurs(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error(`package.json of msctl not found above ${import.meta.dirname}`)
    folder = parent
  }
  return folder
}

function isOurs(file: string): boolean {
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'msctl'
}
