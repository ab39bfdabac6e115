import { residentBytesOf } from './process-usage.ts'

/** What processes held in memory at one time, bytes by name. */
export type MemorySample = Readonly<Record<string, number>>

/** The largest that each held between two points of a series. */
export interface MemoryStep {
  readonly name: string
  readonly largest: MemorySample
}

export interface MemorySeries extends Disposable {
  /** From now on, a process of this id is watched too. */
  watch(name: string, pid: number): void
  /** Ends the step that began with the last one, or with the series. */
  endStep(name: string): void
  readonly steps: readonly MemoryStep[]
}

const everyMs = 500

/** Looks twice a second, at each process without its children (the supervisor's are all others). */
export function openMemorySeries(processes: Readonly<Record<string, number>>): MemorySeries {
  const watched = new Map(Object.entries(processes))
  const steps: MemoryStep[] = []
  let largest: Record<string, number> = {}
  const look = (): void => {
    for (const [name, pid] of watched) {
      largest[name] = Math.max(largest[name] ?? 0, residentBytesOf(pid))
    }
  }
  const timer = setInterval(look, everyMs)
  return {
    watch: (name, pid) => watched.set(name, pid),
    endStep: (name) => {
      look()
      steps.push({ name, largest })
      largest = {}
    },
    steps,
    [Symbol.dispose]: () => clearInterval(timer),
  }
}
