import { expect, it } from 'vitest'
import { parseDuration } from '../../src/lib/parse-duration.ts'

it.each([
  ['180s', 180_000],
  ['90', 90_000],
  ['1.5s', 1_500],
  ['500ms', 500],
  ['5m', 300_000],
  ['5min', 300_000],
  ['1h30m', 5_400_000],
  ['2d', 172_800_000],
])('%s is %d ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

it.each(['', 'soon', '-5s', '5 s', '5x', 's', '1e3'])('%j is no time', (text) => {
  expect(parseDuration(text)).toBeUndefined()
})
