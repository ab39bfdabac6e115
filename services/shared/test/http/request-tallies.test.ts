import { expect, it } from 'vitest'
import { createRequestTallies } from '../../src/http/request-tallies.ts'

const get = { handler: '/users', method: 'GET', status: '2xx' }
const sizes = { requestBytes: 10, responseBytes: 100 }

it('counts a request in the first bucket that it fits in, its bound included, and beyond the last in none', () => {
  const tallies = createRequestTallies([0.1, 0.5, 1])
  for (const seconds of [0, 0.1, 0.1001, 0.5, 1, 61]) tallies.add(get, { seconds, ...sizes })
  const [tally] = tallies.by()
  expect(tally).toMatchObject({ requests: 6, requestBytes: 60, responseBytes: 600, inBucket: [2, 2, 1] })
  expect(tally?.seconds).toBeCloseTo(62.7001)
})

it('sums requests that differ in no label that is asked for', () => {
  const tallies = createRequestTallies([1])
  tallies.add(get, { seconds: 0.5, ...sizes })
  tallies.add({ ...get, status: '5xx' }, { seconds: 2, ...sizes })
  tallies.add({ ...get, handler: '/users/{id}' }, { seconds: 0.5, ...sizes })
  expect(tallies.by('handler', 'status')).toHaveLength(3)
  expect(tallies.by('handler')).toMatchObject([
    { labels: { handler: '/users' }, requests: 2, inBucket: [1] },
    { labels: { handler: '/users/{id}' }, requests: 1, inBucket: [1] },
  ])
})

it('has one of nothing before the first request', () => {
  expect(createRequestTallies([1]).by()).toMatchObject([{ labels: {}, requests: 0, inBucket: [0] }])
  expect(createRequestTallies([1]).by('handler')).toEqual([])
})
