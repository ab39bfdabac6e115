import type { Connection } from 'mysql2/promise'
import type { LoadResult, LoadUntil } from './harness/make-loads.ts'
import { type ProcessUsage, usageOf } from './harness/process-usage.ts'
import type { Subject } from './register-subjects.ts'
import { untilAllEffects } from './until-all-effects.ts'

export interface Measured {
  readonly load: LoadResult
  /** Accepted a second. */
  readonly rate: number
  /** The same until the last of them had its notification. */
  readonly effectiveRate: number
  /** Of one registration until it has its notification, by process. */
  readonly cpuMicroseconds: Readonly<Record<string, number>>
  readonly residentBytes: Readonly<Record<string, number>>
}

/** Lets a subject register users and waits until each of them has its notification. */
export async function measureRegistrations(
  subject: Subject,
  connections: number,
  until: LoadUntil,
  connection: Connection,
  signal: AbortSignal,
): Promise<Measured> {
  const before = usagesOf(subject)
  const load = await subject.load(connections, until)
  const loaded = performance.now()
  await untilAllEffects(connection, subject.database, signal, subject.insistRunning)
  const effectSeconds = load.seconds + (performance.now() - loaded) / 1000
  const after = usagesOf(subject)
  const of = (value: (name: string) => number): Record<string, number> =>
    Object.fromEntries(Object.keys(subject.processes).map((name) => [name, value(name)]))
  const used = (name: string): number => (after[name]?.cpuSeconds ?? 0) - (before[name]?.cpuSeconds ?? 0)
  return {
    load,
    rate: load.accepted / load.seconds,
    effectiveRate: load.accepted / effectSeconds,
    cpuMicroseconds: {
      load: (1e6 * load.cpuSeconds) / load.accepted,
      ...of((name) => (1e6 * used(name)) / load.accepted),
    },
    residentBytes: { load: load.residentBytes, ...of((name) => after[name]?.residentBytes ?? 0) },
  }
}

function usagesOf({ processes }: Subject): Readonly<Record<string, ProcessUsage>> {
  return Object.fromEntries(Object.entries(processes).map(([name, pid]) => [name, usageOf(pid)]))
}
