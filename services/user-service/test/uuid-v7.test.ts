import { expect, it } from 'vitest'
import { uuidV7 } from '../src/uuid-v7.ts'

it('is a UUIDv7 of its time', () => {
  expect(uuidV7(0x0192_2f00_1234)).toMatch(/^01922f00-1234-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(uuidV7(1)).toMatch(/^00000000-0001-7/)
})

it('is another each time, in order from one millisecond to the next', () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => uuidV7(1_795_504_342_379 + index))
  expect(new Set(ids.map((id) => id.slice(15))).size).toBe(1_000)
  expect([...ids].sort()).toEqual(ids)
})
