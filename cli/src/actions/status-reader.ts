import { createBell } from '../lib/bell.ts'
import type { Run } from '../lib/run.ts'
import type { ComponentStatus, Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'

export interface StatusReader extends Disposable {
  /** What the target says now; of one that tells of changes, what it said last if nothing has changed since. */
  read(): Promise<readonly ComponentStatus[]>
  /** Asks anew at the next reading, whether or not something has changed. */
  forget(): void
  /** Resolves when something may have changed; never where the target does not tell. */
  nextChange(): Promise<void>
}

/** Changes come in bursts: one question is enough for all that happen within this. */
const burstMs = 100
/** What no change tells of, such as the words of a probe that goes on failing, is at most this old. */
const oldestMs = 1000

/** Spares a target that tells of changes the questions in between: what starts on this machine needs it more. */
export function openStatusReader(target: Target, stack: Stack, run: Run): StatusReader {
  const ended = new AbortController()
  const bell = createBell()
  let hasChanged = true
  let known: { readonly statuses: readonly ComponentStatus[]; readonly atMs: number } | undefined
  const onChange = (): void => {
    hasChanged = true
    bell.ring()
  }
  void target.watch?.(stack, onChange, { ...run, signal: AbortSignal.any([run.signal, ended.signal]) })
  return {
    async read() {
      const goodForMs = !target.watch ? 0 : hasChanged ? burstMs : oldestMs
      if (known && Date.now() - known.atMs < goodForMs) return known.statuses
      hasChanged = false
      const atMs = Date.now()
      known = { statuses: await target.status(stack, run), atMs }
      return known.statuses
    },
    forget() {
      known = undefined
    },
    nextChange: () => bell.rung(),
    [Symbol.dispose]: () => ended.abort(),
  }
}
