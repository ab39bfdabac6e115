import type { Baseline, ConsumerCount } from './baseline.ts'
import type { RawSeries, Sample } from './prometheus-query.ts'

/** The newest raw sample of one consumer's counter, with the start of the process that counts. */
export interface ConsumerSample {
  readonly instance: string
  readonly startedAtSeconds: number
  readonly eventsConsumed: number
  readonly at: number
}

/** Joins `events_consumed_total` and `process_start_time_seconds`, newest samples, by job and instance. */
export function joinConsumerSamples(
  consumed: readonly RawSeries[],
  started: readonly RawSeries[],
): readonly ConsumerSample[] {
  return consumed.flatMap(({ labels, samples }) => {
    const newest = samples.at(-1)
    const start = newestAt(
      started.find((series) => series.labels.instance === labels.instance && series.labels.job === labels.job),
      newest?.at,
    )
    if (newest === undefined || start === undefined) return []
    const { value: eventsConsumed, at } = newest
    return [{ instance: labels.instance ?? '', startedAtSeconds: start.value, eventsConsumed, at }]
  })
}

/** The sample of the same scrape; both metrics are on one page. */
function newestAt(series: RawSeries | undefined, at: number | undefined): Sample | undefined {
  return series?.samples.find((sample) => sample.at === at) ?? series?.samples.at(-1)
}

export type WindowJudgement =
  | { readonly kind: 'compared'; readonly difference: number }
  | { readonly kind: 'not-comparable'; readonly reason: string }

/** How much the counters grew in the window, when the same processes counted all the time; one that came later began at 0. */
export function judgeWindow(window: Baseline['window'], samples: readonly ConsumerSample[]): WindowJudgement {
  if (window.consumers.length === 0) {
    return {
      kind: 'not-comparable',
      reason: 'no consumer answered when the window began; msctl reset begins a new one',
    }
  }
  const gone = window.consumers.filter((consumer) => !isStillThere(consumer, window.consumers, samples))
  if (gone.length > 0) {
    const restart = samples.map(({ startedAtSeconds }) => startedAtSeconds).toSorted((a, b) => b - a)[0]
    const when = restart === undefined ? '' : ` at ${new Date(restart * 1000).toTimeString().slice(0, 8)}`
    return { kind: 'not-comparable', reason: `counter reset${when}, not comparable` }
  }
  const total = (counts: readonly { readonly eventsConsumed: number }[]): number =>
    counts.reduce((sum, { eventsConsumed }) => sum + eventsConsumed, 0)
  return { kind: 'compared', difference: total(samples) - total(window.consumers) }
}

/** Processes are told apart by their start; where two started in the same second, both must be there. */
function isStillThere(
  { startedAtSeconds }: ConsumerCount,
  consumers: readonly ConsumerCount[],
  samples: readonly ConsumerSample[],
): boolean {
  const countOf = (all: readonly { readonly startedAtSeconds: number }[]): number =>
    all.filter((one) => one.startedAtSeconds === startedAtSeconds).length
  return countOf(samples) >= countOf(consumers)
}
