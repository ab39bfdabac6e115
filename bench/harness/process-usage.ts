import { readdirSync, readFileSync } from 'node:fs'

export interface ProcessUsage {
  readonly cpuSeconds: number
  readonly residentBytes: number
}

/** Of a process and all that descend from it, CPU of those that ended included, as /proc has it; nothing for one that is gone. */
export function usageOf(pid: number): ProcessUsage {
  const table = readTable()
  const family = new Set([pid])
  // a child has mostly, but not always, the larger id
  for (let size = 0; size !== family.size; ) {
    size = family.size
    for (const [child, { parent }] of table) if (family.has(parent)) family.add(child)
  }
  const members = [...family].flatMap((member) => table.get(member) ?? [])
  const sum = (value: (member: Entry) => number) => members.reduce((total, member) => total + value(member), 0)
  return {
    cpuSeconds: sum(({ ticks }) => ticks) / TICKS_A_SECOND,
    residentBytes: sum(({ pages }) => pages) * PAGE_BYTES,
  }
}

/** Of a process alone. */
export function residentBytesOf(pid: number): number {
  return (readEntry(String(pid))?.pages ?? 0) * PAGE_BYTES
}

interface Entry {
  readonly parent: number
  readonly ticks: number
  readonly pages: number
}

/** What Linux shows to programs, whatever its own clock is. */
export const TICKS_A_SECOND = 100
const PAGE_BYTES = 4096

function readTable(): ReadonlyMap<number, Entry> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return new Map(
    pids.flatMap((pid) => {
      const entry = readEntry(pid)
      return entry === undefined ? [] : [[Number(pid), entry] as const]
    }),
  )
}

function readEntry(pid: string): Entry | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // the name, in brackets, may hold blanks; from the state on, as in proc(5)
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const ticks = fields.slice(11, 15).reduce((total, part) => total + part, 0)
    return { parent: fields[1] ?? 0, ticks, pages: fields[21] ?? 0 }
  } catch {
    return undefined
  }
}
