import { describe, expect, it } from 'vitest'
import { parseExpectation } from '../../src/checks/expectation.ts'
import { judgeMetric, type MetricObservation } from '../../src/checks/judge-metric.ts'
import type { RawSeries, Sample } from '../../src/checks/prometheus-query.ts'
import { readPromqlParts } from '../../src/checks/promql-parts.ts'
import type { ScrapeTarget } from '../../src/probes/scrape-targets.ts'

const now = 1_800_000_000_000
const sample = (value: number, labels: Sample['labels'] = {}, at = now): Sample => ({ value, labels, at })
const series = (labels: Sample['labels'], ageMs: number): RawSeries => ({
  labels,
  samples: [sample(1, labels, now - ageMs)],
})
const target = (job: string, change: Partial<ScrapeTarget> = {}): ScrapeTarget => ({
  job,
  instance: `${job}:1`,
  health: 'up',
  lastError: '',
  lastScrapeAt: new Date(now),
  intervalMs: 5000,
  ...change,
})

function judge(promql: string, expectation: string | undefined, observed: Partial<MetricObservation>) {
  const observation: MetricObservation = {
    parts: readPromqlParts(promql),
    answer: [],
    series: [],
    up: [],
    targets: [target('user-service'), target('notification-service')],
    now,
    ...observed,
  }
  return judgeMetric(observation, expectation === undefined ? undefined : parseExpectation(expectation))
}

describe('judgeMetric', () => {
  it('is ok when each sample is as expected', () => {
    const raw = [series({ job: 'a' }, 2100)]
    expect(judge('x', '>= 5', { answer: [sample(5), sample(7)], series: raw })).toEqual({
      verdict: 'ok',
      detail: '2 samples each >= 5 (sample 2.1 s old)',
    })
    expect(judge('x', undefined, { answer: [sample(0)], series: raw }).verdict).toBe('ok')
  })

  it('shows a wrong value with what was expected and its age', () => {
    expect(judge('x', '>= 10000', { answer: [sample(9998)], series: [series({}, 2100)] })).toEqual({
      verdict: 'wrong value',
      detail: 'wrong value: 9,998, expected >= 10,000 (sample 2.1 s old)',
    })
  })

  it('names whose value is wrong when there are several', () => {
    const answer = [sample(1, { __name__: 'up', job: 'a' }), sample(0, { __name__: 'up', job: 'b' })]
    expect(judge('up', '== 1', { answer, series: [series({}, 0)] }).detail).toMatch(
      /^wrong value: 0 for \{job="b"\}, expected == 1/,
    )
  })

  it('does not take NaN for anything', () => {
    expect(judge('x', '>= 0', { answer: [sample(Number.NaN)], series: [series({}, 0)] }).verdict).toBe('wrong value')
  })

  it('tells wrong labels by what is there instead', () => {
    expect(judge('x{job="user-service"}', '>= 1', { series: [series({ job: 'users' }, 1000)] })).toEqual({
      verdict: 'wrong labels',
      detail: 'wrong labels: found job="users", expected job="user-service"',
    })
    expect(judge('x{colour="red"}', undefined, { series: [series({ job: 'a' }, 1000)] }).detail).toBe(
      'wrong labels: found no colour, expected colour="red"',
    )
  })

  it('takes three missed scrapes for stale, even where there is an answer still', () => {
    const raw = [series({}, 48_000)]
    expect(judge('x', '>= 1', { answer: [sample(5)], series: raw })).toEqual({
      verdict: 'stale',
      detail: 'stale: last sample 48 s old, scraped every 5 s',
    })
    expect(judge('x', '>= 1', { series: raw }).verdict).toBe('stale')
    expect(judge('x', '>= 1', { answer: [sample(5)], series: [series({}, 14_000)] }).verdict).toBe('ok')
  })

  it('says who never exposed it', () => {
    expect(judge('users_registered_total{job="user-service"}', undefined, {})).toEqual({
      verdict: 'never exposed',
      detail: 'never exposed: user-service does not have users_registered_total',
    })
    const targets = [target('traefik', {}), target('prometheus', {})]
    expect(judge('nope_total', undefined, { targets }).detail).toBe(
      'never exposed: traefik, prometheus do not have nope_total',
    )
  })

  it('blames a target that is down, and says since when', () => {
    const down = target('user-service', {
      health: 'down',
      lastError: 'Get "http://x": dial tcp: connect: connection refused',
    })
    const up: RawSeries = {
      labels: { job: 'user-service', instance: 'user-service:1' },
      samples: [sample(1, {}, now - 20_000), sample(0, {}, now - 5000)],
    }
    const since = new Date(now - 20_000).toTimeString().slice(0, 8)
    const expected = {
      verdict: 'target down',
      detail: `target down: user-service user-service:1, connection refused since ${since}`,
    }
    expect(judge('x{job="user-service"}', undefined, { targets: [down], up: [up] })).toEqual(expected)
    expect(judge('x', '> 0', { targets: [down], up: [up], series: [series({}, 30_000)] })).toEqual(expected)
  })

  it('does not blame a target of another job', () => {
    const targets = [target('user-service', { health: 'down' }), target('traefik')]
    expect(judge('x{job="traefik"}', undefined, { targets }).verdict).toBe('never exposed')
  })

  it('says so when a comparison leaves nothing', () => {
    expect(judge('x > 5', undefined, { series: [series({}, 1000)] }).verdict).toBe('wrong value')
  })
})
