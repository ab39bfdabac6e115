import { expect, it } from 'vitest'
import { parseExposition } from '../../src/checks/parse-exposition.ts'

it('reads samples with and without labels and times', () => {
  const text = [
    '# HELP events_consumed_total Events.',
    '# TYPE events_consumed_total counter',
    'events_consumed_total 17',
    'http_requests_total{handler="/register/",method="POST",status="2xx"} 3 1795503953975',
    'x{le="+Inf"} +Inf',
    'y -1.5e-3',
    '',
    'not a sample',
  ].join('\n')
  expect(parseExposition(text)).toEqual([
    { name: 'events_consumed_total', labels: {}, value: 17 },
    { name: 'http_requests_total', labels: { handler: '/register/', method: 'POST', status: '2xx' }, value: 3 },
    { name: 'x', labels: { le: '+Inf' }, value: Number.POSITIVE_INFINITY },
    { name: 'y', labels: {}, value: -0.0015 },
  ])
})

it('reads label values with quotes, braces, commas and line ends', () => {
  expect(parseExposition('a{b="say \\"hi\\", {you}",c="x\\\\y\\nz"} 1')).toEqual([
    { name: 'a', labels: { b: 'say "hi", {you}', c: 'x\\y\nz' }, value: 1 },
  ])
})
