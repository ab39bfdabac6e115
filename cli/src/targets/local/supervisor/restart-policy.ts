const firstDelayMs = 500
const longestDelayMs = 10_000
const deathsInRow = 5
const longLifeMs = 10_000

/** What is remembered of a process from one death to the next. */
export interface History {
  readonly hasStarted: boolean
  /** Deaths in a row before `started` held. */
  readonly unstarted: number
  /** Deaths in a row after a short life. */
  readonly short: number
}

export const noHistory: History = { hasStarted: false, unstarted: 0, short: 0 }

export interface Death {
  readonly wasStarted: boolean
  readonly livedMs: number
}

export function remember(history: History, { wasStarted, livedMs }: Death): History {
  return {
    hasStarted: history.hasStarted || wasStarted,
    unstarted: wasStarted ? 0 : history.unstarted + 1,
    short: wasStarted && livedMs >= longLifeMs ? 1 : history.short + 1,
  }
}

/** How long to wait before the next start; undefined: there is no use in another one. */
export function restartDelay({ hasStarted, unstarted, short }: History): number | undefined {
  if (!hasStarted || unstarted > deathsInRow) return undefined
  return Math.min(longestDelayMs, firstDelayMs * 2 ** (short - 1))
}
