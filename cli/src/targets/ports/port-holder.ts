import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { listeningSockets, socketsOf } from '../local/listening-sockets.ts'

/** Who listens on a port, as far as this user may see. */
export interface PortHolder {
  readonly pid?: number
  /** Name of its program. */
  readonly command?: string
  readonly user?: string
  readonly since?: Date
}

export async function findPortHolder(port: number): Promise<PortHolder> {
  return process.platform === 'linux' ? fromProc(port) : fromLsof(port)
}

function fromProc(port: number): PortHolder {
  const sockets = listeningSockets().filter((socket) => socket.port === port)
  const [first] = sockets
  if (first === undefined) return {}
  const user = userName(first.uid)
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const open = socketsOf(Number(name))
    const socket = sockets.find(({ inode }) => open?.has(inode))
    if (socket) return { user: userName(socket.uid), ...processFacts(Number(name)) }
  }
  return { user }
}

function processFacts(pid: number): PortHolder {
  try {
    return { pid, command: programOf(pid), since: startOf(pid) }
  } catch {
    return { pid }
  }
}

/** The kernel's own short name is a thread's with some runtimes ("MainThread"); kernel threads have no command line. */
function programOf(pid: number): string {
  const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  return basename(program) || readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
}

const ticksPerSecond = 100

function startOf(pid: number): Date {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19])
  const bootSeconds = Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1])
  return new Date((bootSeconds + ticks / ticksPerSecond) * 1000)
}

function userName(uid: number): string {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.split(':')[2] === String(uid))
  return line?.split(':')[0] ?? String(uid)
}

async function fromLsof(port: number): Promise<PortHolder> {
  try {
    const { stdout } = await promisify(execFile)('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-FpcL'])
    return parseLsof(stdout)
  } catch {
    // lsof ends with 1 when it may see nothing.
    return {}
  }
}

/** Reads the field output of `lsof -FpcL`: one field a line, told by its first letter. */
export function parseLsof(output: string): PortHolder {
  const field = (letter: string): string | undefined =>
    output
      .split('\n')
      .find((line) => line.startsWith(letter))
      ?.slice(1)
  const [pid, command, user] = [field('p'), field('c'), field('L')]
  return {
    ...(pid !== undefined && { pid: Number(pid) }),
    ...(command !== undefined && { command }),
    ...(user !== undefined && { user }),
  }
}
