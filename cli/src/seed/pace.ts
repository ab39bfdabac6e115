import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for the caller's turn: turns are evenly spaced, `rate` a second; without a rate there is no wait. False when aborted. */
export type Pace = (signal: AbortSignal) => Promise<boolean>

export function createPace(rate: number | undefined, now: () => number = () => performance.now()): Pace {
  if (rate === undefined) return async (signal) => !signal.aborted
  let nextTurn = now()
  return async (signal) => {
    const wait = nextTurn - now()
    // Who was held up does not catch up: that would be a burst above the rate.
    nextTurn = Math.max(nextTurn, now() - 1000 / rate) + 1000 / rate
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => {})
    return !signal.aborted
  }
}
