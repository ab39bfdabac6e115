import { expect, it } from 'vitest'
import { whereIds } from '../src/where-ids.ts'

it.each([
  [[7], 'id BETWEEN 7 AND 7'],
  [[1, 2, 3], 'id BETWEEN 1 AND 3'],
  [[1, 2, 4, 5, 9], 'id BETWEEN 1 AND 2 OR id BETWEEN 4 AND 5 OR id BETWEEN 9 AND 9'],
])('%j', (ids, condition) => {
  expect(whereIds(ids)).toBe(condition)
})
