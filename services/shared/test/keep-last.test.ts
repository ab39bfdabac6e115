import { expect, it } from 'vitest'
import { keepLast } from '../src/keep-last.ts'

it('makes anew for another key only, NaN and an empty answer included', () => {
  const made: number[] = []
  const last = keepLast((key) => {
    made.push(key)
    return key === 0 ? undefined : String(key)
  })
  expect([1, 1, 2, 1, 0, 0].map(last)).toEqual(['1', '1', '2', '1', undefined, undefined])
  expect(made).toEqual([1, 2, 1, 0])
  expect(last(Number.NaN)).toBe('NaN')
})
