import { MsctlError } from '../errors.ts'
import { askPrometheus } from '../probes/ask-prometheus.ts'
import { parseValue } from './parse-exposition.ts'

export type Labels = Readonly<Record<string, string>>

export interface Sample {
  readonly labels: Labels
  readonly value: number
  /** Milliseconds since 1970: when it was scraped or, for what a query computed, when that was. */
  readonly at: number
}

export interface RawSeries {
  readonly labels: Labels
  /** Oldest first. */
  readonly samples: readonly Sample[]
}

type Pair = readonly [number, string]
interface Answer {
  readonly resultType: 'vector' | 'matrix' | 'scalar' | 'string'
  readonly result: unknown
}

/** What a query answers now; of a range query the newest sample of each series. MSCTL_USAGE for a bad query. */
export async function queryNow(base: string, promql: string, signal: AbortSignal): Promise<readonly Sample[]> {
  const { resultType, result } = await query(base, promql, signal)
  switch (resultType) {
    case 'vector':
      return (result as { metric: Labels; value: Pair }[]).map(({ metric, value }) => toSample(metric, value))
    case 'matrix':
      return toSeries(result).flatMap(({ samples }) => samples.slice(-1))
    case 'scalar':
      return [toSample({}, result as Pair)]
    case 'string':
      throw new MsctlError('MSCTL_USAGE', `the query answers with a text, not with samples: ${promql}`)
  }
}

/** The samples themselves, as they were scraped, of a selector over a time: `up[1m]`. */
export async function queryRaw(base: string, promql: string, signal: AbortSignal): Promise<readonly RawSeries[]> {
  const { resultType, result } = await query(base, promql, signal)
  return resultType === 'matrix' ? toSeries(result) : []
}

async function query(base: string, promql: string, signal: AbortSignal): Promise<Answer> {
  return (await askPrometheus(base, `/api/v1/query?query=${encodeURIComponent(promql)}`, signal)) as Answer
}

function toSeries(result: unknown): readonly RawSeries[] {
  return (result as { metric: Labels; values: Pair[] }[]).map(({ metric, values }) => ({
    labels: metric,
    samples: values.map((pair) => toSample(metric, pair)),
  }))
}

function toSample(labels: Labels, [seconds, value]: Pair): Sample {
  return { labels, value: parseValue(value), at: seconds * 1000 }
}
