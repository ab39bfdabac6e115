import { expect, it } from 'vitest'
import { comparedParts, isOftenEmpty } from '../../src/checks/compared-parts.ts'

it.each([
  ['up == 0', ['up']],
  ['0 < up', ['up']],
  ['up', ['up']],
  ['sum(a) > bool 1e3', ['sum(a)']],
  ['max(a) > 0 and sum(increase(b[1m])) == 0', ['max(a)', 'sum(increase(b[1m]))']],
  ['(a > 1) or (b < -.5)', ['a', 'b']],
  ['((a > 1))', ['a']],
  ['(a) + (b) > 0', ['(a) + (b)']],
  ['a{x!="1", y=~"a and b > c"} > 0', ['a{x!="1", y=~"a and b > c"}']],
  ['a and on (job) group_left (x) b', ['a', 'b']],
  ['a unless ignoring(instance) b', ['a', 'b']],
  ['a > on (job) group_right b', ['a', 'b']],
  ['sum by (job) (a or 0 * b) / c > 0.05 # a share > 5 %', ['sum by (job) (a or 0 * b) / c']],
  ['landing_total >= Inf', ['landing_total']],
  ['1 + 2 > 3', ['1 + 2']],
  ['vector(1) > 2', ['vector(1)']],
])('%s compares %j', (promql, parts) => {
  expect(comparedParts(promql)).toEqual(parts)
})

it.each([
  ['count(up == 0)', true],
  ['absent(up{job="a"})', true],
  ['absent_over_time(up[5m])', true],
  ['max(a > 5)', true],
  ['up{job!="a", x=~"<>"}', false],
  ['absentees_total', false],
])('%s is often empty: %s', (part, answer) => {
  expect(isOftenEmpty(part)).toBe(answer)
})
