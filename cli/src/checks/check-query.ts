import type { Check } from './check.ts'
import type { Expectation } from './expectation.ts'
import { toSampleJson } from './sample-json.ts'
import { watchMetric } from './watch-metric.ts'

export interface QueryToCheck {
  readonly promql: string
  /** Undefined: any sample will do. */
  readonly expectation: Expectation | undefined
  /** How long it may take until the answer is as expected. */
  readonly withinMs: number
}

/** A check of the user's own. Throws MSCTL_USAGE for a query that Prometheus cannot read. */
export function checkQuery({ promql, expectation, withinMs }: QueryToCheck): Check {
  return {
    name: 'query',
    summary: promql,
    run: async ({ prometheus, signal, showCommand }) => {
      const base = await prometheus()
      showCommand(`curl -sG ${base}/api/v1/query --data-urlencode 'query=${promql}'`)
      const { verdict, detail, samples } = await watchMetric({ base, promql, expectation, withinMs, signal })
      return {
        verdict: verdict === 'ok' ? 'ok' : 'failed',
        detail: `${promql}: ${detail}`,
        evidence: {
          promql,
          expectation: expectation?.text,
          metricVerdict: verdict,
          samples: samples.map(toSampleJson),
        },
      }
    },
  }
}
