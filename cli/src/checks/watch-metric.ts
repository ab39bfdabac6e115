import { setTimeout as sleep } from 'node:timers/promises'
import { readScrapeTargets } from '../probes/scrape-targets.ts'
import type { Expectation } from './expectation.ts'
import { judgeMetric, type MetricJudgement } from './judge-metric.ts'
import { queryNow, queryRaw, type RawSeries, type Sample } from './prometheus-query.ts'
import { readPromqlParts } from './promql-parts.ts'

export interface WatchMetricOptions {
  readonly base: string
  readonly promql: string
  readonly expectation: Expectation | undefined
  /** Asks again until the verdict is `ok` or this is over; 0 asks once. */
  readonly withinMs: number
  readonly signal: AbortSignal
}

export interface WatchedMetric extends MetricJudgement {
  readonly samples: readonly Sample[]
}

/** Asks Prometheus until the answer is as expected. MSCTL_USAGE for a bad query, MSCTL_COULD_NOT_ASK when it does not answer. */
export async function watchMetric(options: WatchMetricOptions): Promise<WatchedMetric> {
  const deadline = Date.now() + options.withinMs
  for (;;) {
    const watched = await judgeNow(options)
    if (watched.verdict === 'ok' || Date.now() >= deadline) return watched
    await sleep(Math.min(500, Math.max(1, deadline - Date.now())), undefined, { signal: options.signal })
  }
}

async function judgeNow({ base, promql, expectation, signal }: WatchMetricOptions): Promise<WatchedMetric> {
  const parts = readPromqlParts(promql)
  const samples = await queryNow(base, promql, signal)
  const [series, up, targets] = await Promise.all([
    rawOf(base, parts.metrics, signal),
    queryRaw(base, 'up[10m]', signal),
    readScrapeTargets(base, signal),
  ])
  return { ...judgeMetric({ parts, answer: samples, series, up, targets, now: Date.now() }, expectation), samples }
}

async function rawOf(base: string, metrics: readonly string[], signal: AbortSignal): Promise<readonly RawSeries[]> {
  if (metrics.length === 0) return []
  return queryRaw(base, `{__name__=~"${metrics.join('|')}"}[5m]`, signal)
}
