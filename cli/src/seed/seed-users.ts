import type { DoneIndexes } from './done-indexes.ts'
import { createLatencyHistogram } from './latency-histogram.ts'
import type { Ledger, Outcome } from './ledger.ts'
import type { Pace } from './pace.ts'
import { type RegisterOptions, type Registration, registerUser } from './register-user.ts'
import type { Answer } from './registration-client.ts'
import type { NewUser, UserSource } from './user-source.ts'

export interface SeedProgress {
  readonly done: number
  readonly total: number
  readonly durationMs: number
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** Of single requests, milliseconds. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number }
}

export interface SeedUsersOptions {
  readonly count: number
  readonly concurrency: number
  readonly users: UserSource
  /** Users that need no try any more. */
  readonly done: DoneIndexes
  readonly send: (user: NewUser) => Promise<Answer>
  readonly findId: (email: string) => Promise<number | null>
  /** True when an earlier run may have registered users without recording them. */
  readonly isResumed: boolean
  readonly ledger: Ledger
  readonly pace: Pace
  readonly giveUpAfterMs: number
  readonly signal: AbortSignal
}

export interface SeedRun {
  /** Settles when all is done, nobody answers any more, or the signal aborted and what was under way has ended. */
  readonly finished: Promise<void>
  progress(): SeedProgress
  /** What the last user that was refused or remained unknown was told. */
  lastTrouble(): string | undefined
  /** It ended early: as many users in a row as run at a time got no answer. */
  gaveUp(): boolean
}

/** Registers users 0 to `count - 1`, `concurrency` at a time. */
export function seedUsers(options: SeedUsersOptions): SeedRun {
  const { count, concurrency, signal } = options
  const outcomes: Record<Outcome, number> = { accepted: 0, 'already-present': 0, refused: 0, unknown: 0 }
  const latencies = createLatencyHistogram()
  const start = performance.now()
  let next = 0
  let unknownInARow = 0
  let trouble: string | undefined
  const hasGivenUp = (): boolean => unknownInARow >= concurrency

  const takeUser = (): NewUser | undefined => {
    while (next < count && options.done.has(next)) next++
    return next < count ? options.users(next++) : undefined
  }
  const send = async (user: NewUser): Promise<Answer> => {
    const sentAt = performance.now()
    const answer = await options.send(user)
    if (answer.answered) latencies.record(performance.now() - sentAt)
    return answer
  }
  const manner: RegisterOptions = { ...options, send, mayBeOurs: options.isResumed }
  const settle = ({ entry, lastWord }: Registration): void => {
    options.ledger.add(entry)
    outcomes[entry.outcome]++
    unknownInARow = entry.outcome === 'unknown' ? unknownInARow + 1 : 0
    if (entry.outcome === 'refused' || entry.outcome === 'unknown') trouble = lastWord
  }
  const work = async (): Promise<void> => {
    let user = takeUser()
    while (user !== undefined && !hasGivenUp() && (await options.pace(signal))) {
      const registering = registerUser(user, manner)
      // made while the answer is on its way
      user = takeUser()
      settle(await registering)
    }
  }
  return {
    finished: Promise.all(Array.from({ length: Math.min(concurrency, count) }, work)).then(() => {}),
    progress: () => ({
      done: outcomes.accepted + outcomes['already-present'] + outcomes.refused + outcomes.unknown,
      total: count - options.done.count,
      durationMs: performance.now() - start,
      outcomes: { ...outcomes },
      latencyMs: {
        p50: latencies.percentile(0.5),
        p95: latencies.percentile(0.95),
        p99: latencies.percentile(0.99),
      },
    }),
    lastTrouble: () => trouble,
    gaveUp: hasGivenUp,
  }
}
