import type { Stack } from '../stack/stack.ts'
import { whyNotHere } from './metric-owner.ts'
import type { PromqlParts } from './promql-parts.ts'

export type QueryVerdict =
  | 'ok'
  | 'no data'
  | 'unknown metric'
  | 'does not parse'
  | 'fails'
  | 'not loaded'
  | 'not comparable'

export interface QueryJudgement {
  readonly verdict: QueryVerdict
  /** Begins with the verdict, but for `ok`. */
  readonly detail: string
}

/** A rule as Prometheus has loaded it. */
export interface LoadedRule {
  readonly name: string
  readonly health: 'ok' | 'err' | 'unknown'
  readonly lastError?: string
}

export interface QueryObservation {
  readonly parts: PromqlParts
  /** In Prometheus' words, when it refused the query. */
  readonly refusal?: { readonly reason: string; readonly isParseError: boolean } | undefined
  /** What has to answer, and does not: the query itself, or sides of the comparison that a rule is. */
  readonly empty: readonly string[]
  /** Every name that Prometheus has series of. */
  readonly knownMetrics: ReadonlySet<string>
  /** Of a rule: undefined when Prometheus has not loaded it. */
  readonly rule?: LoadedRule | 'not loaded' | undefined
}

/** What the answer to a query of a panel or a rule means. */
export function judgeQuery(observation: QueryObservation, stack: Stack): QueryJudgement {
  const { parts, refusal, empty, knownMetrics, rule } = observation
  if (refusal) {
    const verdict = refusal.isParseError ? 'does not parse' : 'fails'
    return { verdict, detail: `${verdict}: ${refusal.reason}` }
  }
  const unknown = parts.metrics.filter((name) => !knownMetrics.has(name))
  if (unknown.length > 0 || empty.length > 0) {
    const reason = whyNotHere(stack, parts)
    if (reason !== undefined) return { verdict: 'not comparable', detail: `not comparable: ${reason}` }
  }
  if (unknown.length > 0) return { verdict: 'unknown metric', detail: `unknown metric ${unknown.join(', ')}` }
  if (empty.length > 0) return { verdict: 'no data', detail: `no data: ${empty.map(oneLine).join(', ')}` }
  if (rule === 'not loaded') return { verdict: 'not loaded', detail: 'not loaded: Prometheus has no rule of that name' }
  if (rule?.health === 'err') return { verdict: 'fails', detail: `fails: ${rule.lastError}` }
  return { verdict: 'ok', detail: 'ok' }
}

function oneLine(promql: string): string {
  return promql.trim().replaceAll(/\s+/g, ' ')
}
