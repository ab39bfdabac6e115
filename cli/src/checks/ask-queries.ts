import { setTimeout as sleep } from 'node:timers/promises'
import { MsctlError } from '../errors.ts'
import { askPrometheus } from '../probes/ask-prometheus.ts'
import type { Stack } from '../stack/stack.ts'
import { comparedParts, isOftenEmpty } from './compared-parts.ts'
import { judgeQuery, type LoadedRule, type QueryJudgement, type QueryObservation } from './judge-query.ts'
import { queryNow } from './prometheus-query.ts'
import { readPromqlParts } from './promql-parts.ts'
import type { PanelQuery, RuleQuery } from './read-monitoring.ts'

export interface AskQueriesOptions {
  readonly base: string
  readonly stack: Stack
  /** How long what has no data yet is asked for again: a rate needs two samples. */
  readonly patienceMs: number
  readonly signal: AbortSignal
}

export type JudgedQuery<Query> = Query & QueryJudgement

/** Asks Prometheus each query. MSCTL_COULD_NOT_ASK when it does not answer; a query that it refuses is a verdict. */
export async function askQueries<Query extends PanelQuery | RuleQuery>(
  queries: readonly Query[],
  options: AskQueriesOptions,
): Promise<readonly JudgedQuery<Query>[]> {
  const deadline = Date.now() + options.patienceMs
  const judged = new Map<Query, QueryJudgement>()
  for (;;) {
    const open = queries.filter((query) => mayComeYet(judged.get(query)))
    const known = await readKnown(options)
    await Promise.all(open.map(async (query) => judged.set(query, await judge(query, known, options))))
    if (!queries.some((query) => mayComeYet(judged.get(query))) || Date.now() >= deadline) break
    await sleep(500, undefined, { signal: options.signal })
  }
  return queries.map((query) => ({ ...query, ...(judged.get(query) as QueryJudgement) }))
}

function mayComeYet(judgement: QueryJudgement | undefined): boolean {
  return judgement === undefined || judgement.verdict === 'no data' || judgement.verdict === 'unknown metric'
}

interface Known {
  readonly metrics: ReadonlySet<string>
  readonly rules: ReadonlyMap<string, LoadedRule>
}

async function readKnown({ base, signal }: AskQueriesOptions): Promise<Known> {
  const [names, rules] = await Promise.all([
    askPrometheus(base, '/api/v1/label/__name__/values', signal),
    askPrometheus(base, '/api/v1/rules', signal),
  ])
  const { groups } = rules as { groups: readonly { rules: readonly LoadedRule[] }[] }
  const loaded = groups.flatMap((group) => group.rules)
  return {
    metrics: new Set(names as readonly string[]),
    rules: new Map(loaded.map((rule) => [rule.name, rule])),
  }
}

async function judge(
  query: PanelQuery | RuleQuery,
  { metrics, rules }: Known,
  { base, stack, signal }: AskQueriesOptions,
): Promise<QueryJudgement> {
  const isRule = query.kind === 'rule'
  const observation: QueryObservation = {
    parts: readPromqlParts(query.promql),
    ...(await ask(query, base, signal)),
    knownMetrics: metrics,
    rule: isRule ? (rules.get(query.rule) ?? 'not loaded') : undefined,
  }
  return judgeQuery(observation, stack)
}

async function ask(
  { kind, query, promql }: PanelQuery | RuleQuery,
  base: string,
  signal: AbortSignal,
): Promise<Pick<QueryObservation, 'empty' | 'refusal'>> {
  try {
    const samples = await queryNow(base, promql, signal)
    if (kind === 'panel' || samples.length > 0) return { empty: samples.length > 0 ? [] : [query] }
    const sides = comparedParts(promql).filter((part) => !isOftenEmpty(part))
    const answers = await Promise.all(sides.map((side) => queryNow(base, side, signal)))
    return { empty: sides.filter((_, index) => answers[index]?.length === 0) }
  } catch (error) {
    if (!(error instanceof MsctlError) || error.code !== 'MSCTL_USAGE') throw error
    const { reason = error.message, errorType } = error.details
    return { empty: [], refusal: { reason: String(reason), isParseError: errorType === 'bad_data' } }
  }
}
