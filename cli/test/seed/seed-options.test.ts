import { describe, expect, it } from 'vitest'
import { parseConcurrency, parseCount, parseRate, parseSeed, randomSeed } from '../../src/seed/seed-options.ts'

describe('parseCount', () => {
  it.each([
    ['1', 1],
    ['10000', 10_000],
    ['10,000', 10_000],
    ['1_000_000', 1_000_000],
    ['10000000', 10_000_000],
  ])('reads %s', (text, count) => {
    expect(parseCount(text)).toBe(count)
  })

  it.each(['0', '-5', '1e12', 'abc', '', ' ', '1.5', '10000001', '99999999999999999999', '0x10', '1,0'])(
    'refuses "%s", saying what it must be',
    (text) => {
      expect(() => parseCount(text)).toThrow(
        expect.objectContaining({
          code: 'MSCTL_USAGE',
          message: `--count: "${text}" is not a whole number from 1 to 10,000,000`,
        }),
      )
    },
  )
})

it('names the flag that is wrong', () => {
  expect(() => parseConcurrency('0')).toThrow('--concurrency: "0" is not a whole number from 1 to 1,024')
  expect(() => parseRate('fast')).toThrow('--rate: "fast" is not')
})

describe('parseSeed', () => {
  it.each(['7c1f09ab', 'a', 'my-seed-1'])('takes %s', (text) => {
    expect(parseSeed(text)).toBe(text)
  })

  it.each(['', 'A', '-a', 'a-', 'a b', 'a.b', '../x', 'xn--a', 'x'.repeat(33)])(
    'refuses "%s": it would be no domain',
    (text) => {
      expect(() => parseSeed(text)).toThrow(expect.objectContaining({ code: 'MSCTL_USAGE' }))
    },
  )

  it('takes each random one, and they differ', () => {
    const seeds = Array.from({ length: 50 }, randomSeed)
    expect(seeds.map(parseSeed)).toEqual(seeds)
    expect(new Set(seeds).size).toBe(50)
  })
})
