import { readFileSync } from 'node:fs'
import { type ProcessRow, readProcesses } from './process-table.ts'

/** In the environment of the supervisor and of all that it starts: descendants inherit it, wherever they moved to. */
const markerName = 'MSCTL_PART_OF'

/** The mark as a variable, for whatever is started on behalf of the stack. */
export function markOf(stateFolder: string): Readonly<Record<string, string>> {
  return { [markerName]: stateFolder }
}

/** State folder of the stack that a process belongs to; undefined where that cannot be seen (no such mark, other user, not Linux). */
export function stackOf(pid: number): string | undefined {
  let environment: string
  try {
    environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
  } catch {
    return undefined
  }
  const entry = environment.split('\0').find((one) => one.startsWith(`${markerName}=`))
  return entry?.slice(markerName.length + 1)
}

/** Every living process of a stack that carries the mark, but none that this one descends from. */
export function findMarked(stateFolder: string): readonly ProcessRow[] {
  const rows = readProcesses()
  const mine = new Set<number>()
  for (let pid = process.pid; pid > 0 && !mine.has(pid); ) {
    mine.add(pid)
    pid = rows.find((row) => row.pid === pid)?.parent ?? 0
  }
  return rows.filter((row) => !mine.has(row.pid) && stackOf(row.pid) === stateFolder)
}
