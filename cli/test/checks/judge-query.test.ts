import { expect, it } from 'vitest'
import { judgeQuery, type QueryObservation } from '../../src/checks/judge-query.ts'
import { readPromqlParts } from '../../src/checks/promql-parts.ts'
import { stackOf } from '../test-stack.ts'

const knownMetrics = new Set(['up', 'events_consumed_total', 'http_requests_total'])

function judge(promql: string, observed: Partial<QueryObservation> = {}, stack = stackOf()) {
  return judgeQuery({ parts: readPromqlParts(promql), empty: [], knownMetrics, ...observed }, stack)
}

it('is ok when it has data', () => {
  expect(judge('sum(up)')).toEqual({ verdict: 'ok', detail: 'ok' })
})

it('repeats why Prometheus refuses', () => {
  const refusal = { reason: '1:4: parse error: unclosed left parenthesis', isParseError: true }
  expect(judge('sum(up', { refusal }).detail).toBe('does not parse: 1:4: parse error: unclosed left parenthesis')
  const execution = { reason: 'many-to-many matching not allowed', isParseError: false }
  expect(judge('up + on () up', { refusal: execution })).toEqual({
    verdict: 'fails',
    detail: 'fails: many-to-many matching not allowed',
  })
})

it('names the metrics that nobody has, even where others have data', () => {
  expect(judge('up or nope_total or nada')).toEqual({
    verdict: 'unknown metric',
    detail: 'unknown metric nope_total, nada',
  })
})

it('shows in one line what has no data', () => {
  expect(judge('up{job="x"}', { empty: ['sum(\n  up{job="x"}\n)'] }).detail).toBe('no data: sum( up{job="x"} )')
})

it('does not blame a stack for parts that it does not have', () => {
  const withoutTraefik = stackOf({}, { without: ['traefik'] })
  expect(judge('rate(traefik_service_requests_total[1m])', {}, withoutTraefik)).toEqual({
    verdict: 'not comparable',
    detail: 'not comparable: traefik is not part of this stack',
  })
  expect(judge('up{job="traefik"}', { empty: ['up{job="traefik"}'] }, withoutTraefik).verdict).toBe('not comparable')
  expect(judge('rate(traefik_service_requests_total[1m])').verdict).toBe('unknown metric')
  expect(judge('nope_total', {}, withoutTraefik).verdict).toBe('unknown metric')
})

it('does not expect our metrics of a service that is not ours', () => {
  const external = stackOf({}, { without: ['notification-service'] })
  expect(judge('consumer_lag', {}, external).detail).toBe('not comparable: you run notification-service yourself')
  expect(judge('sum(events_consumed_total)', {}, external).verdict).toBe('ok')
  const foreign = stackOf({ USER_SERVICE_IMAGE: 'julianandvalencia/user-service' })
  expect(judge('outbox_pending', {}, foreign).detail).toBe(
    'not comparable: user-service runs another image: julianandvalencia/user-service',
  )
})

it('wants rules to be loaded and healthy', () => {
  expect(judge('up == 0', { rule: 'not loaded' }).verdict).toBe('not loaded')
  expect(judge('up == 0', { rule: { name: 'A', health: 'err', lastError: 'too late' } }).detail).toBe('fails: too late')
  expect(judge('up == 0', { rule: { name: 'A', health: 'unknown' } }).verdict).toBe('ok')
})
