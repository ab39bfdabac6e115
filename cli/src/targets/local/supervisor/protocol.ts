import type { ProcessSpec } from '../process-spec.ts'
import type { ProcessReport } from './process-report.ts'
import type { SkippedComponent } from './record.ts'

/** One line of JSON each way over the supervisor's socket. */
export type Request =
  | { readonly op: 'status' }
  /** Starts what does not run; `replace`: ends first what does. Answers once all were accepted. */
  | { readonly op: 'start'; readonly specs: readonly ProcessSpec[]; readonly replace: boolean }
  /** Ends and forgets. */
  | { readonly op: 'stop'; readonly ids: readonly string[] }
  /** Remembers what was left out, in place of what was remembered before. */
  | { readonly op: 'skip'; readonly skipped: readonly SkippedComponent[] }
  /** Ends everything, dependents first, and then the supervisor itself. */
  | { readonly op: 'shutdown' }

/** started: it did not run · kept: it runs, unchanged · outdated: it runs with other settings and was left alone · replaced: it was ended for the new one. */
export type StartOutcome = 'started' | 'kept' | 'outdated' | 'replaced'

export interface Replies {
  readonly status: {
    readonly processes: readonly ProcessReport[]
    readonly skipped: readonly SkippedComponent[]
    /** A shutdown has begun, whether or not whoever asked for it still waits. */
    readonly isClosing: boolean
  }
  readonly start: { readonly outcomes: Readonly<Record<string, StartOutcome>> }
  readonly stop: { readonly survivors: readonly number[] }
  readonly skip: Readonly<Record<string, never>>
  readonly shutdown: { readonly stopped: number; readonly survivors: readonly number[] }
}

export type Answer = { readonly reply: Replies[keyof Replies] } | { readonly error: string }
