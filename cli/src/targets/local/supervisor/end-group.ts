import { setTimeout as sleep } from 'node:timers/promises'
import { sendSignal } from '../../../lib/send-signal.ts'
import { isSameProcess, type ProcessRow, readProcess, readProcesses } from './process-table.ts'
import { stackOf } from './stack-marker.ts'

/** A process group by its leader, which may have ended while others of the group live on. */
export interface Group {
  readonly pid: number
  readonly startTime: string
}

export interface EndOptions {
  readonly stateFolder: string
  readonly signal: 'SIGTERM' | 'SIGINT'
  /** Until SIGKILL. */
  readonly graceMs: number
}

const pollMs = 20
const killedWithinMs = 3000

/**
 * Members of the group that are provably of this stack: all while its leader lives; afterwards, since the number
 * might have been given to others, only those that carry the stack's mark (where marks can be read).
 */
export function groupMembers(group: Group, stateFolder: string): readonly ProcessRow[] {
  const leader = readProcess(group.pid)
  const leaderLives = leader?.startTime === group.startTime
  if (!leaderLives && !groupExists(group.pid)) return []
  const rows = readProcesses().filter((row) => row.group === group.pid)
  if (leaderLives) return rows
  if (process.platform === 'linux') return rows.filter((row) => stackOf(row.pid) === stateFolder)
  return leader === undefined ? rows : []
}

/** Asks the whole group to end, kills what does not, and waits until it is empty. Returns what survived even that. */
export async function endGroup(group: Group, options: EndOptions): Promise<readonly ProcessRow[]> {
  signalGroup(group, options.signal, options.stateFolder)
  if (await isEmptyWithin(group, options.graceMs, options.stateFolder)) return []
  const deadline = Date.now() + killedWithinMs
  do {
    signalGroup(group, 'SIGKILL', options.stateFolder)
    if (await isEmptyWithin(group, 200, options.stateFolder)) return []
  } while (Date.now() < deadline)
  return groupMembers(group, options.stateFolder)
}

function signalGroup(group: Group, signal: NodeJS.Signals, stateFolder: string): void {
  // While the leader lives the number cannot mean another group, and one call reaches all of it at once.
  if (isSameProcess(group)) sendSignal(-group.pid, signal)
  else for (const member of groupMembers(group, stateFolder)) sendSignal(member.pid, signal)
}

async function isEmptyWithin(group: Group, limitMs: number, stateFolder: string): Promise<boolean> {
  const deadline = Date.now() + limitMs
  while (isSameProcess(group) || groupMembers(group, stateFolder).length > 0) {
    if (Date.now() >= deadline) return false
    await sleep(pollMs)
  }
  return true
}

/** Also true when only zombies are left in it. */
function groupExists(group: number): boolean {
  try {
    process.kill(-group, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
