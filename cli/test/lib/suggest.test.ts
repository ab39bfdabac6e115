import { expect, it } from 'vitest'
import { editDistance, suggest } from '../../src/lib/suggest.ts'

const commands = ['up', 'down', 'status', 'logs', 'restart', 'reset', 'scale', 'seed', 'setup', 'check', 'config']

it.each([
  ['staus', 'status'],
  ['sttus', 'status'],
  ['logz', 'logs'],
  ['chekc', 'check'],
  ['dwon', 'down'],
  ['UP', 'up'],
  ['conf', 'config'],
])('%s was meant to be %s', (typed, meant) => {
  expect(suggest(typed, commands)[0]).toBe(meant)
})

it('suggests nothing for what resembles nothing', () => {
  expect(suggest('frobnicate', commands)).toEqual([])
})

it('suggests at most two', () => {
  expect(suggest('rest', commands).length).toBeLessThanOrEqual(2)
})

it('counts swapped neighbours as one slip', () => {
  expect([editDistance('kafak', 'kafka'), editDistance('', 'abc'), editDistance('same', 'same')]).toEqual([1, 3, 0])
})
