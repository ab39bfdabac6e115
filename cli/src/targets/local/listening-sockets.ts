import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

export interface ListeningSocket {
  readonly port: number
  readonly uid: number
  readonly inode: string
}

/** All TCP sockets that listen on this machine (Linux; [] where /proc does not tell). */
export function listeningSockets(): readonly ListeningSocket[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => {
    try {
      return parseNetTcp(readFileSync(file, 'utf8'))
    } catch {
      return []
    }
  })
}

const listenState = '0A'

/** Reads the table of /proc/net/tcp. */
export function parseNetTcp(table: string): readonly ListeningSocket[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local, , state, , , , uid, , inode] = line.trim().split(/\s+/)
      if (state !== listenState || local === undefined || inode === undefined) return []
      return [{ port: Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16), uid: Number(uid), inode }]
    })
}

/** Inodes of the sockets that a process has open; undefined where it may not be looked into. */
export function socketsOf(pid: number): ReadonlySet<string> | undefined {
  const folder = `/proc/${pid}/fd`
  let names: readonly string[]
  try {
    names = readdirSync(folder)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? new Set() : undefined
  }
  return new Set(names.flatMap((name) => socketInode(`${folder}/${name}`) ?? []))
}

function socketInode(link: string): string | undefined {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(link))?.[1]
  } catch {
    // It was closed meanwhile.
    return undefined
  }
}

/** Whether one of these processes listens on the port; undefined where that cannot be found out. */
export function holdsPort(pids: readonly number[], port: number): boolean | undefined {
  const inodes = listeningSockets().flatMap((socket) => (socket.port === port ? [socket.inode] : []))
  if (inodes.length === 0) return undefined
  const held = pids.map(socketsOf)
  if (held.some((sockets) => inodes.some((inode) => sockets?.has(inode)))) return true
  return held.includes(undefined) ? undefined : false
}
