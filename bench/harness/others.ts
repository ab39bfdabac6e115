import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { TICKS_A_SECOND, usageOf } from './process-usage.ts'

const quietShare = 0.15
const longestWaitMs = 60_000

export interface Beside<T> {
  readonly result: T
  /** What everything else on this machine used meanwhile, as a share of all processors. */
  readonly others: number
}

/**
 * Waits until others were quiet for a second, but no longer than a minute, then measures beside whatever they do. Own are this process
 * and those of `pids`, with all that descend from them.
 */
export async function measureBeside<T>(
  pids: readonly number[],
  signal: AbortSignal,
  measure: () => Promise<T>,
): Promise<Beside<T>> {
  const own = [process.pid, ...pids]
  await untilQuiet(own, signal)
  const others = watchOthers(own)
  return { result: await measure(), others: others() }
}

/** Waits until all processes but these and their descendants were quiet for a second, but no longer than a minute. */
export async function untilQuiet(own: readonly number[], signal: AbortSignal): Promise<void> {
  const begin = performance.now()
  for (;;) {
    const others = watchOthers(own)
    await sleep(1_000, undefined, { signal })
    if (others() < quietShare || performance.now() - begin > longestWaitMs) return
  }
}

/** The share that others use from now until the returned function is called. */
function watchOthers(own: readonly number[]): () => number {
  const read = () => ({
    at: performance.now(),
    seconds: busySeconds() - own.reduce((total, pid) => total + usageOf(pid).cpuSeconds, 0),
  })
  const begin = read()
  return () => {
    const end = read()
    return (1000 * (end.seconds - begin.seconds)) / (end.at - begin.at) / availableParallelism()
  }
}

function busySeconds(): number {
  const [, ...fields] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/)
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0, stolen = 0] = fields.map(Number)
  return (user + nice + system + interrupts + softInterrupts + stolen) / TICKS_A_SECOND
}

export const describeOthers = (share: number): string => `others used ${(100 * share).toFixed(0)} % of the machine`
