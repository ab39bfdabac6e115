import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readProcesses } from './process-table.ts'

/** Resident memory in bytes of each of these process groups. */
export function groupMemory(groups: readonly number[]): ReadonlyMap<number, number> {
  const wanted = new Set(groups)
  const sums = new Map<number, number>()
  for (const { group, bytes } of process.platform === 'linux' ? fromProc(wanted) : fromPs()) {
    if (wanted.has(group)) sums.set(group, (sums.get(group) ?? 0) + bytes)
  }
  return sums
}

interface Share {
  readonly group: number
  readonly bytes: number
}

function fromProc(wanted: ReadonlySet<number>): readonly Share[] {
  return readProcesses()
    .filter(({ group }) => wanted.has(group))
    .map(({ pid, group }) => ({ group, bytes: residentBytes(pid) }))
}

function residentBytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

function fromPs(): readonly Share[] {
  const output = execFileSync('ps', ['-A', '-o', 'pgid=,rss='], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } })
  return output.split('\n').map((line) => {
    const [group, kilobytes] = line.trim().split(/\s+/)
    return { group: Number(group), bytes: Number(kilobytes ?? 0) * 1024 }
  })
}
