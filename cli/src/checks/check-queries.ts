import type { Check } from './check.ts'
import type { CheckContext } from './check-context.ts'
import { toSampleJson } from './sample-json.ts'
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
  reliesOn: ['notification-service'],
  run: async (context) => {
    const base = await context.prometheus()
    const answers = await Promise.all(promisedQueries.map((promql) => answerOf(promql, base, context)))
    const bad = answers.filter(({ verdict }) => verdict !== 'ok')
    const isGood = bad.length === 0
    return {
      verdict: isGood ? 'ok' : 'failed',
      detail: `${isGood ? answers.length : bad.length} of ${answers.length} ${isGood ? 'answer' : 'do not answer'}`,
      lines: bad.map(({ promql, detail }) => `${promql}: ${detail}`),
      evidence: { answers },
    }
  },
}

async function answerOf(promql: string, base: string, { showCommand, signal, timeoutMs }: CheckContext) {
  showCommand(`curl -sG ${base}/api/v1/query --data-urlencode 'query=${promql}'`)
  const watched = await watchMetric({ base, promql, expectation: undefined, withinMs: timeoutMs, signal })
  return { promql, ...watched, samples: watched.samples.map(toSampleJson) }
}
