import { expect, it } from 'vitest'
import { requestIdOf } from '../../src/http/request-id.ts'

const made = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`

it('takes over what came with the request, X-Request-ID first', () => {
  expect(requestIdOf({ 'x-request-id': 'req-1', traceparent })).toBe('req-1')
  expect(requestIdOf({ traceparent })).toBe(traceId)
  expect(requestIdOf({ traceparent: `${traceparent.replace(/^00/, '01')}-more` })).toBe(traceId)
})

it('makes one where there is none', () => {
  expect(requestIdOf({})).toMatch(made)
  expect(requestIdOf({})).not.toBe(requestIdOf({}))
})

it.each(['', 'x y', 'a"b', 'a\\nb', 'x'.repeat(65), 'req-1, req-2', '<script>'])(
  'makes one in place of %j',
  (given) => {
    expect(requestIdOf({ 'x-request-id': given })).toMatch(made)
  },
)

it.each([
  `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  `ff-${traceId}-00f067aa0ba902b7-01`,
  traceparent.toUpperCase(),
  traceparent.slice(1),
  `${traceparent}x`,
])('takes no trace id from %s', (given) => {
  expect(requestIdOf({ traceparent: given })).toMatch(made)
})
