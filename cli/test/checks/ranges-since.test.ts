import { expect, it } from 'vitest'
import { rangesSince } from '../../src/checks/ranges-since.ts'

const offsets = [
  { partition: 0, first: 0, end: 10 },
  { partition: 1, first: 5, end: 8 },
]

it('begins at the baseline', () => {
  expect(
    rangesSince(
      [
        { partition: 0, offset: 4 },
        { partition: 1, offset: 8 },
      ],
      offsets,
    ),
  ).toEqual([
    { partition: 0, from: 4, end: 10 },
    { partition: 1, from: 8, end: 8 },
  ])
})

it('begins at the earliest offset without a baseline, and for a partition that it does not know', () => {
  expect(rangesSince(undefined, offsets).map(({ from }) => from)).toEqual([0, 5])
  expect(rangesSince([{ partition: 0, offset: 3 }], offsets).map(({ from }) => from)).toEqual([3, 5])
})

it('does not begin before what is still there, nor after the end of a topic that was made anew', () => {
  expect(
    rangesSince(
      [
        { partition: 0, offset: 99 },
        { partition: 1, offset: 2 },
      ],
      offsets,
    ),
  ).toEqual([
    { partition: 0, from: 0, end: 10 },
    { partition: 1, from: 5, end: 8 },
  ])
})
