import { expect, it } from 'vitest'
import { readPromqlParts } from '../../src/checks/promql-parts.ts'

it.each([
  ['events_consumed_total', ['events_consumed_total']],
  ['rate(events_consumed_total[1m]) * 60', ['events_consumed_total']],
  [
    'http_request_duration_seconds_sum / http_request_duration_seconds_count',
    ['http_request_duration_seconds_sum', 'http_request_duration_seconds_count'],
  ],
  ['sum by (job, instance) (up{job="x"} offset 5m) > bool 1e3', ['up']],
  ['sum(up) without (job)', ['up']],
  ['a and on(x) group_left(y) b unless c', ['a', 'b', 'c']],
  ['job:rate:5m + a:b', ['job:rate:5m', 'a:b']],
  ['label_replace(up, "a", "$1", "b", "foo(bar)")', ['up']],
  ['1 + 2', []],
])('%s selects %j', (promql, metrics) => {
  expect(readPromqlParts(promql).metrics).toEqual(metrics)
})

it('finds conditions of equality', () => {
  expect(readPromqlParts('up{job="users", instance!="a", path=~"x.*"} / up{job = "b"}').conditions).toEqual([
    { label: 'job', value: 'users' },
    { label: 'job', value: 'b' },
  ])
})
