import type { ScrapeTarget } from '../probes/scrape-targets.ts'
import { type Expectation, meets } from './expectation.ts'
import type { RawSeries, Sample } from './prometheus-query.ts'
import type { PromqlParts } from './promql-parts.ts'

/** What can be said of an answer. Beside it there are "could not ask" (MSCTL_COULD_NOT_ASK) and "counter reset" (consumed-window.ts). */
export type MetricVerdict = 'ok' | 'wrong value' | 'wrong labels' | 'stale' | 'never exposed' | 'target down'

export interface MetricJudgement {
  readonly verdict: MetricVerdict
  /** Begins with the verdict, but for `ok`. */
  readonly detail: string
}

export interface MetricObservation {
  readonly parts: PromqlParts
  readonly answer: readonly Sample[]
  /** Raw samples of the last minutes of the metrics that the query names, whatever their labels. */
  readonly series: readonly RawSeries[]
  /** Raw samples of `up`. */
  readonly up: readonly RawSeries[]
  readonly targets: readonly ScrapeTarget[]
  readonly now: number
}

/** What an answer of Prometheus means. Each sample of it must meet the expectation; without one, having a sample is enough. */
export function judgeMetric(observation: MetricObservation, expectation: Expectation | undefined): MetricJudgement {
  const { answer, series } = observation
  const newest = newestOf(series)
  if (answer.length === 0 && newest === undefined) return explainAbsence(observation)
  if (newest !== undefined && isStale(newest, observation)) return explainAge(newest, observation)
  if (answer.length === 0) return explainNoMatch(observation)
  const age = newest === undefined ? '' : ` (sample ${seconds(observation.now - newest)} old)`
  const wrong = answer.find(({ value }) => expectation !== undefined && !meets(value, expectation))
  if (wrong !== undefined) {
    const whose = answer.length > 1 ? ` for ${describeLabels(wrong.labels)}` : ''
    return {
      verdict: 'wrong value',
      detail: `wrong value: ${number(wrong.value)}${whose}, expected ${expectation?.text}${age}`,
    }
  }
  const shown = answer.length === 1 && answer[0] ? number(answer[0].value) : `${answer.length} samples`
  const expected = expectation === undefined ? '' : `${answer.length > 1 ? ' each' : ''} ${expectation.text}`
  return { verdict: 'ok', detail: `${shown}${expected}${age}` }
}

/** Three scrapes were missed: what is shown is the past. */
function isStale(newest: number, { now, targets }: MetricObservation): boolean {
  return now - newest > 3 * intervalOf(targets) + 1000
}

function explainAge(newest: number, observation: MetricObservation): MetricJudgement {
  const down = downOf(observation)
  if (down !== undefined) return down
  return {
    verdict: 'stale',
    detail: `stale: last sample ${seconds(observation.now - newest)} old, scraped every ${seconds(intervalOf(observation.targets))}`,
  }
}

function explainNoMatch({ series, parts, targets, up, now, answer }: MetricObservation): MetricJudgement {
  for (const { label, value } of parts.conditions) {
    const found = [...new Set(series.map(({ labels }) => labels[label]))]
    if (found.includes(value)) continue
    const down = downOf({ series: [], parts, targets, up, now, answer })
    if (down !== undefined) return down
    const shown = found.map((other) => (other === undefined ? `no ${label}` : `${label}="${other}"`))
    return {
      verdict: 'wrong labels',
      detail: `wrong labels: found ${shown.slice(0, 3).join(', ')}, expected ${label}="${value}"`,
    }
  }
  return {
    verdict: 'wrong value',
    detail: 'wrong value: the query answers with no sample, although its metrics have some',
  }
}

function explainAbsence(observation: MetricObservation): MetricJudgement {
  const down = downOf(observation)
  if (down !== undefined) return down
  const { parts, targets } = observation
  const named = jobOf(parts)
  const jobs = named === undefined ? [...new Set(targets.map(({ job }) => job))] : [named]
  const what = parts.metrics.join(', ') || 'what the query selects'
  const lack = jobs.length > 1 ? 'do not have' : 'does not have'
  return { verdict: 'never exposed', detail: `never exposed: ${jobs.join(', ') || 'no target'} ${lack} ${what}` }
}

/** A target that is down and may be the reason: of the job that the query names, or else any. */
function downOf({ targets, parts, up }: MetricObservation): MetricJudgement | undefined {
  const job = jobOf(parts)
  const down = targets.find((target) => target.health === 'down' && (job === undefined || target.job === job))
  if (down === undefined) return undefined
  const wasUp = up
    .filter(({ labels }) => labels.job === down.job && labels.instance === down.instance)
    .flatMap(({ samples }) => samples.filter(({ value }) => value === 1))
    .at(-1)
  const since = wasUp === undefined ? '' : ` since ${new Date(wasUp.at).toTimeString().slice(0, 8)}`
  const reason = /connection refused/.test(down.lastError) ? 'connection refused' : down.lastError || 'no answer'
  return { verdict: 'target down', detail: `target down: ${down.job} ${down.instance}, ${reason}${since}` }
}

function jobOf({ conditions }: PromqlParts): string | undefined {
  return conditions.find(({ label }) => label === 'job')?.value
}

function newestOf(series: readonly RawSeries[]): number | undefined {
  const times = series.map(({ samples }) => samples.at(-1)?.at ?? 0)
  return times.length === 0 ? undefined : Math.max(...times)
}

function intervalOf(targets: readonly ScrapeTarget[]): number {
  return Math.max(0, ...targets.map(({ intervalMs }) => intervalMs)) || 5000
}

function describeLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).filter(([name]) => name !== '__name__')
  return `{${pairs.map(([name, value]) => `${name}="${value}"`).join(', ')}}`
}

function seconds(ms: number): string {
  return ms < 9950 && ms % 1000 !== 0 ? `${(Math.max(ms, 0) / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`
}

function number(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 12, maximumFractionDigits: 6 })
}
