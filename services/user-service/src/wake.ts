import { setTimeout as sleep } from 'node:timers/promises'

/** Lets requests wake the relay. Rings while nobody waits count as one, so a busy relay is woken once for many. */
export interface Wake {
  ring(): void
  /** Until the next ring (at once if one came since the last wait), `ms` or the abort; never throws. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

export function createWake(): Wake {
  let hasRung = false
  let stopWaiting: (() => void) | undefined
  return {
    ring: () => {
      hasRung = true
      stopWaiting?.()
    },
    wait: async (ms, signal) => {
      if (!hasRung && !signal.aborted) {
        const rung = new AbortController()
        stopWaiting = () => rung.abort()
        await sleep(ms, undefined, { signal: AbortSignal.any([signal, rung.signal]) }).catch(() => {})
        stopWaiting = undefined
      }
      hasRung = false
    },
  }
}
