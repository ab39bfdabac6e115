import { pause } from './keep-trying.ts'
import type { Logger } from './service-logger.ts'

export interface ReadinessReport {
  readonly ready: boolean
  /** What stands in the way, all of it; empty when ready. */
  readonly detail: string
  readonly checks: Readonly<Record<string, { readonly works: boolean; readonly detail: string }>>
}

/** What a service must have before it can do its work, and whether it has it now. Each change is logged once. */
export interface Readiness {
  works(check: string, detail: string): void
  fails(check: string, reason: string): void
  /** From now on not ready, whatever else is reported. */
  stopping(): void
  report(): ReadinessReport
  /** Returns once all of these work (others may depend on them), or when the signal is aborted. */
  untilWorks(names: readonly string[], signal: AbortSignal): Promise<void>
}

export function createReadiness(names: readonly string[], logger: Logger): Readiness {
  const checks = new Map(names.map((name) => [name, { works: false, detail: 'not started yet' }]))
  let isStopping = false

  const set = (name: string, works: boolean, detail: string): void => {
    const before = checks.get(name)
    checks.set(name, { works, detail })
    if (isStopping || (before?.works === works && before.detail === detail)) return
    if (works) logger.info(`${name}: ${detail}`)
    else logger.warn(`${name} is not ready: ${detail}`)
  }

  return {
    works: (name, detail) => set(name, true, detail),
    fails: (name, reason) => set(name, false, reason),
    stopping: () => {
      isStopping = true
    },
    report: () => {
      const failing = [...checks].filter(([, { works }]) => !works).map(([name, { detail }]) => `${name}: ${detail}`)
      const reasons = isStopping ? ['the service is stopping'] : failing
      return { ready: reasons.length === 0, detail: reasons.join('; '), checks: Object.fromEntries(checks) }
    },
    untilWorks: async (names, signal) => {
      while (!signal.aborted && !names.every((name) => checks.get(name)?.works)) await pause(50, signal)
    },
  }
}
