import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** One living process: a zombie, which only waits to be reaped, is no process here. */
export interface ProcessRow {
  readonly pid: number
  readonly parent: number
  readonly group: number
  /** With the pid it names a process for ever: a reused pid has another one. */
  readonly startTime: string
}

const isLinux = process.platform === 'linux'

/** undefined: no such process, or it ended. */
export function readProcess(pid: number): ProcessRow | undefined {
  return isLinux ? readStat(pid) : askPs(['-p', String(pid)])[0]
}

/** Whether exactly this process still lives, and not another that was given its pid. */
export function isSameProcess(one: { readonly pid: number; readonly startTime: string }): boolean {
  return readProcess(one.pid)?.startTime === one.startTime
}

export function readProcesses(): readonly ProcessRow[] {
  if (!isLinux) return askPs(['-A'])
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readStat(Number(name)) ?? []) : []))
}

function readStat(pid: number): ProcessRow | undefined {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
  // The command in parentheses may hold spaces and parentheses of its own.
  const [state, parent, group, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // A process whose first thread has ended holds its files and ports until the last has.
  const threads = Number(rest[14])
  if (state === 'X' || (state === 'Z' && threads <= 1)) return undefined
  return { pid, parent: Number(parent), group: Number(group), startTime: `${bootId()}/${rest[16]}` }
}

let knownBootId: string | undefined

/** Start times are counted from the boot, and pids begin again with it. */
function bootId(): string {
  knownBootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)
  return knownBootId
}

function askPs(which: readonly string[]): readonly ProcessRow[] {
  let output: string
  try {
    output = execFileSync('ps', ['-o', 'pid=,ppid=,pgid=,stat=,lstart=', ...which], {
      encoding: 'utf8',
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return []
  }
  return parsePs(output)
}

/** Reads lines of `ps -o pid=,ppid=,pgid=,stat=,lstart=`. */
export function parsePs(output: string): readonly ProcessRow[] {
  return output.split('\n').flatMap((line) => {
    const [pid, parent, group, state, ...startTime] = line.trim().split(/\s+/)
    if (state === undefined || state.startsWith('Z')) return []
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), startTime: startTime.join(' ') }]
  })
}
