import { expect, it } from 'vitest'
import { inChunks } from '../src/in-chunks.ts'

it.each([
  [[], []],
  [
    [1, 1, 1, 1],
    [[1, 1, 1], [1]],
  ],
  [
    [6, 5, 5, 1],
    [[6], [5, 5], [1]],
  ],
  [
    [1, 50, 1],
    [[1], [50], [1]],
  ],
])('splits %j into %j', (weights, chunks) => {
  expect(inChunks(weights, { count: 3, weight: 10 }, (weight) => weight)).toEqual(chunks)
})
