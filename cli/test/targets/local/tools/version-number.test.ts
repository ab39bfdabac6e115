import { expect, it } from 'vitest'
import { compareVersions } from '../../../../src/targets/local/tools/version-number.ts'

it.each([
  ['10.11', '10.6.12', 1],
  ['3.6.12', '3.6.12', 0],
  ['3.6', '3.6.0', 0],
  ['2.9', '2.42', -1],
  ['8.0.45-0ubuntu', '8.0.45', 0],
])('%s against %s: %i', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign)
})
