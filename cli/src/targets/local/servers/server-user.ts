import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { MsctlError } from '../../../errors.ts'

export interface ServerUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** As root, the user whom a database server runs as: mysql where there is one, else nobody. Undefined when not root. */
export async function serverUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['mysql', 'nobody']) {
    const [uid, gid] = await Promise.all([idOf('-u', name), idOf('-g', name)])
    if (uid !== undefined && gid !== undefined) return { name, uid, gid }
  }
  throw new MsctlError('MSCTL_MACHINE_LACKS', 'a database server must not run as root, and there is no user "nobody"', {
    suggestions: ['run msctl as a plain user'],
  })
}

/** Throws when that user cannot get to the folder, which a 0700 folder of root above it prevents. */
export function refuseUnreachable(folder: string, user: ServerUser): void {
  for (let path = folder; path !== dirname(path); path = dirname(path)) {
    const { mode, uid, gid } = statSync(path)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) {
      throw new MsctlError('MSCTL_MACHINE_LACKS', `mysql runs as user "${user.name}", who cannot enter "${path}"`, {
        suggestions: [`chmod o+x ${path}`, 'run msctl as a plain user'],
      })
    }
  }
}

async function idOf(option: string, name: string): Promise<number | undefined> {
  try {
    return Number((await promisify(execFile)('id', [option, name])).stdout)
  } catch {
    return undefined
  }
}
