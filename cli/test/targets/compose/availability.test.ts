import { expect, it } from 'vitest'
import { isNewEnough } from '../../../src/targets/compose/availability.ts'

it.each([
  ['2.21.0', true],
  ['2.40.3-3', true],
  ['v2.24.6-desktop.1', true],
  ['v5.0.1', true],
  ['10.0.0', true],
  ['2.20.3', false],
  ['1.29.2', false],
  ['', false],
  ['docker: unknown command', false],
])('takes Compose %s: %s', (version, isTaken) => {
  expect(isNewEnough(version)).toBe(isTaken)
})
