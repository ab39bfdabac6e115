import type { Admin } from 'kafkajs'
import { expect, it } from 'vitest'
import { consumerLag } from '../src/consumer-lag.ts'

it('lag is what lies between the commit and the end, of our partitions', async () => {
  const ends = [
    { partition: 0, offset: '10', high: '10', low: '0' },
    { partition: 1, offset: '30', high: '30', low: '20' },
    { partition: 2, offset: '7', high: '7', low: '0' },
  ]
  const committed = [
    { partition: 0, offset: '4', metadata: null },
    { partition: 1, offset: '-1', metadata: null },
    { partition: 2, offset: '7', metadata: null },
  ]
  const admin = {
    fetchTopicOffsets: async () => ends,
    fetchOffsets: async () => [{ topic: 'user_events', partitions: committed }],
  } as unknown as Admin
  expect(await consumerLag(admin, 'user_events', [0, 1, 2])).toEqual(
    new Map([
      [0, 6],
      [1, 10],
      [2, 0],
    ]),
  )
  expect(await consumerLag(admin, 'user_events', [2])).toEqual(new Map([[2, 0]]))
  expect(await consumerLag(admin, 'user_events', [])).toEqual(new Map())
})
