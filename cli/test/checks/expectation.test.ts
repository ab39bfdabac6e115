import { describe, expect, it } from 'vitest'
import { meets, parseExpectation } from '../../src/checks/expectation.ts'

it.each([
  ['>= 5', 5, true],
  ['>=5', 4.99, false],
  ['> 5', 5, false],
  ['<= 1e3', 1000, true],
  ['<0.25', 0.2, true],
  ['== 0', 0, true],
  ['= 3', 3, true],
  ['!= 1', 1, false],
  [' >  -2.5 ', -2, true],
  ['< .5', 0.4, true],
])('"%s" of %d is %s', (text, value, result) => {
  expect(meets(value, parseExpectation(text))).toBe(result)
})

it('holds for no value that is none', () => {
  for (const text of ['>= 0', '<= 0', '!= 0', '== 0']) expect(meets(Number.NaN, parseExpectation(text))).toBe(false)
  expect(meets(Number.POSITIVE_INFINITY, parseExpectation('> 5'))).toBe(true)
})

it('shows itself as people read it', () => {
  expect(parseExpectation('>=10000').text).toBe('>= 10,000')
})

describe('what cannot be read is wrong usage', () => {
  it.each(['', '5', '>= ', '>> 5', '>= five', '=> 5', '>= 5 6', '>= 1.2.3', 'NaN', '>= NaN'])('"%s"', (text) => {
    expect(() => parseExpectation(text)).toThrow(
      expect.objectContaining({ code: 'MSCTL_USAGE', message: expect.stringContaining(`cannot read "${text}"`) }),
    )
  })
})
