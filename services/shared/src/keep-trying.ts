import { setTimeout as sleep } from 'node:timers/promises'

export interface KeepTryingOptions {
  readonly signal: AbortSignal
  readonly onFailure: (error: unknown) => void
  /** Pause after the first failure; doubles up to `maxPauseMs`. Defaults 200 and 2,000. */
  readonly firstPauseMs?: number
  readonly maxPauseMs?: number
}

/**
 * Calls `attempt` until the signal is aborted: again at once when it returns, after a pause when it throws.
 * An attempt is expected to last (a connection and what is done with it); one that lasted 10 s starts the pauses anew.
 */
export async function keepTrying(
  attempt: (signal: AbortSignal) => Promise<void>,
  { signal, onFailure, firstPauseMs = 200, maxPauseMs = 2_000 }: KeepTryingOptions,
): Promise<void> {
  let pauseMs = firstPauseMs
  while (!signal.aborted) {
    const startedAt = performance.now()
    try {
      await attempt(signal)
    } catch (error) {
      if (signal.aborted) return
      onFailure(error)
      if (performance.now() - startedAt > 10_000) pauseMs = firstPauseMs
      await pause(pauseMs, signal)
      pauseMs = Math.min(pauseMs * 2, maxPauseMs)
    }
  }
}

/** Sleeps; returns early, without throwing, when the signal is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}
