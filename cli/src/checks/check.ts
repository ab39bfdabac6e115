import type { ComponentName } from '../stack/components.ts'
import type { CheckContext } from './check-context.ts'

/** `unknown`: could not be asked. `not-comparable`: was asked, and the answer says nothing; neither a pass nor a failure. */
export type Verdict = 'ok' | 'failed' | 'unknown' | 'not-comparable'

export interface CheckResult {
  readonly name: string
  readonly verdict: Verdict
  /** One line: what was found. */
  readonly detail: string
  /** What else explains it, for people, a line each. */
  readonly lines: readonly string[]
  /** The same for programs. */
  readonly evidence: Readonly<Record<string, unknown>>
}

export interface Finding {
  readonly verdict: Verdict
  readonly detail: string
  readonly lines?: readonly string[]
  readonly evidence?: Readonly<Record<string, unknown>>
}

/** One assertion on what can be observed from outside. Throws MSCTL_COULD_NOT_ASK when it cannot be. */
export interface Check {
  readonly name: string
  readonly summary: string
  /** Programs of ours that it relies on: where another image runs in the place of one, its answer is "not comparable". */
  readonly reliesOn?: readonly ComponentName[]
  readonly run: (context: CheckContext) => Promise<Finding>
}
