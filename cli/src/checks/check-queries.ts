import type { Check } from './check.ts'
import { watchMetric } from './watch-metric.ts'

/** Those that users of the stack were promised. */
export const promisedQueries = [
  'events_consumed_total',
  'rate(events_consumed_total[1m]) * 60',
  'http_request_duration_seconds_sum / http_request_duration_seconds_count',
] as const

export const checkQueries: Check = {
  name: 'queries',
  summary: `These answer in Prometheus: ${promisedQueries.join(', ')}`,
  run: async (context) => {
    const base = await context.prometheus()
    for (const promql of promisedQueries) {
      context.showCommand(`curl -sG ${base}/api/v1/query --data-urlencode 'query=${promql}'`)
    }
    const answers = await Promise.all(
      promisedQueries.map(async (promql) => ({
        promql,
        ...(await watchMetric({
          base,
          promql,
          expectation: undefined,
          withinMs: context.timeoutMs,
          signal: context.signal,
        })),
      })),
    )
    const bad = answers.filter(({ verdict }) => verdict !== 'ok')
    return {
      verdict: bad.length === 0 ? 'ok' : 'failed',
      detail:
        bad.length === 0
          ? `${answers.length} of ${answers.length} answer`
          : `${bad.length} of ${answers.length} do not answer`,
      lines: bad.map(({ promql, detail }) => `${promql}: ${detail}`),
      evidence: { answers },
    }
  },
}
