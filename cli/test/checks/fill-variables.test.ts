import { expect, it } from 'vitest'
import { builtInVariables, fillVariables, ownVariables } from '../../src/checks/fill-variables.ts'

/** ${name}, which in quotes would look like a template's. */
const braced = (name: string) => `$\{${name}}`

const builtIn = builtInVariables({ scrapeIntervalMs: 5000, from: 'now-15m' })

it('reckons intervals from the scrape interval, as Grafana does', () => {
  expect(fillVariables(`rate(a[$__rate_interval]) + rate(b[${braced('__interval')}])`, builtIn)).toBe(
    'rate(a[20000ms]) + rate(b[5000ms])',
  )
})

it.each([
  ['now-15m', '900000ms 900'],
  ['now-2d', '172800000ms 172800'],
  ['2026-11-24', '3600000ms 3600'],
  [undefined, '3600000ms 3600'],
])('takes the range that a dashboard opens with: %s', (from, shown) => {
  const values = builtInVariables({ scrapeIntervalMs: 5000, from })
  expect(fillVariables('$__range $__range_s', values)).toBe(shown)
})

it.each([
  ['$job', 'user-service'],
  [braced('job'), 'user-service'],
  [braced('job:regex'), 'user-service'],
  ['[[job]]', 'user-service'],
  ['$several', '(a|b)'],
  ['$all', '.*'],
  ['$own', 'a.+'],
  ['$empty', '.*'],
  ['$unknown', '$unknown'],
  ['$1', '$1'],
])('%s becomes %s', (text, filled) => {
  const values = ownVariables([
    { name: 'job', current: { value: 'user-service' } },
    { name: 'several', current: { value: ['a', 'b'] } },
    { name: 'all', current: { value: ['$__all'] } },
    { name: 'own', current: { value: '$__all' }, allValue: 'a.+' },
    { name: 'empty' },
  ])
  expect(fillVariables(text, values)).toBe(filled)
})
