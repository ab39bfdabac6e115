import { setTimeout as sleep } from 'node:timers/promises'
import type { StampedLine } from './stamped-line.ts'

const roomForLines = 5000
/** What several containers write at one moment comes in order of time. */
const gatheredForMs = 40

/** Between those who read logs and the one who takes the lines. */
export interface LineQueue {
  /** Resolves once there is room for more: who reads faster than is taken waits. */
  push(lines: readonly StampedLine[]): Promise<void>
  /** Ends the lines with an error, after those that are there. */
  fail(error: unknown): void
  /** All lines as they come, until aborted. */
  lines(): AsyncGenerator<StampedLine>
}

export function createLineQueue(signal: AbortSignal): LineQueue {
  let waiting: StampedLine[] = []
  let failure: { readonly error: unknown } | undefined
  let filled = Promise.withResolvers<void>()
  let emptied = Promise.withResolvers<void>()
  const release = (): void => {
    filled.resolve()
    emptied.resolve()
  }
  signal.addEventListener('abort', release, { once: true })

  function take(): readonly StampedLine[] {
    const batch = waiting.toSorted((a, b) => (a.stamp < b.stamp ? -1 : a.stamp > b.stamp ? 1 : 0))
    waiting = []
    emptied.resolve()
    filled = Promise.withResolvers()
    emptied = Promise.withResolvers()
    if (signal.aborted) release()
    return batch
  }

  return {
    async push(lines) {
      if (lines.length === 0) return
      waiting.push(...lines)
      filled.resolve()
      if (waiting.length > roomForLines) await emptied.promise
    },
    fail(error) {
      failure ??= { error }
      filled.resolve()
    },
    async *lines() {
      while (!signal.aborted) {
        await filled.promise
        if (failure === undefined) await sleep(gatheredForMs, undefined, { signal }).catch(() => {})
        yield* take()
        if (failure) throw failure.error
      }
    },
  }
}
