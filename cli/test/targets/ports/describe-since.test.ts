import { expect, it } from 'vitest'
import { describeSince } from '../../../src/targets/ports/describe-since.ts'

it('tells the hour of today, the weekday of this week, else the date', () => {
  const now = new Date(2026, 10, 24, 15, 0)
  expect(describeSince(new Date(2026, 10, 24, 9, 5), now)).toBe('09:05')
  expect(describeSince(new Date(2026, 10, 23, 9, 5), now)).toBe('Monday')
  expect(describeSince(new Date(2026, 10, 17, 9, 5), now)).toBe('2026-11-17')
})
