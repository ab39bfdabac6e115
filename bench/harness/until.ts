import { setTimeout as sleep } from 'node:timers/promises'

export interface UntilOptions {
  /** What is waited for, for people. */
  readonly what: string
  readonly signal: AbortSignal
  readonly everyMs?: number
  readonly timeoutMs?: number
}

/** Asks again and again until it holds. Throws when that takes too long, and what `holds` throws. */
export async function until(holds: () => Promise<boolean>, options: UntilOptions): Promise<void> {
  const { what, signal, everyMs = 50, timeoutMs = 120_000 } = options
  const begin = performance.now()
  while (!(await holds())) {
    if (performance.now() - begin > timeoutMs) throw new Error(`not within ${timeoutMs / 1000} s: ${what}`)
    await sleep(everyMs, undefined, { signal })
  }
}
