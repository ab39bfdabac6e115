import { expect, it } from 'vitest'
import { formatBytes, formatCount, formatDuration, plural } from '../../src/lib/units.ts'

it.each([
  [0, '0 ms'],
  [84.4, '84 ms'],
  [949, '949 ms'],
  [951, '1.0 s'],
  [3_140, '3.1 s'],
  [9_960, '10 s'],
  [42_000, '42 s'],
  [180_000, '3 min'],
  [12 * 60_000, '12 min'],
  [60 * 60_000, '1 h'],
  [185 * 60_000, '3 h 5 min'],
  [52 * 3_600_000, '2 d 4 h'],
])('%d ms is shown as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1 kB'],
  [999_600, '1 MB'],
  [412_400_000, '412 MB'],
  [1_300_000_000, '1.3 GB'],
])('%d bytes are shown as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

it('separates thousands whatever the locale', () => {
  expect([formatCount(7), formatCount(10_000), formatCount(1_234_567)]).toEqual(['7', '10,000', '1,234,567'])
})

it('counts nouns', () => {
  expect([plural(1, 'process', 'processes'), plural(0, 'port'), plural(1_200, 'file')]).toEqual([
    '1 process',
    '0 ports',
    '1,200 files',
  ])
})
