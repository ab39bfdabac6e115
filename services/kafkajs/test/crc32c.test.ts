import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { crc32c } from '../src/crc32c.ts'
import { original } from './original.ts'

const theirs: (bytes: Buffer) => number = original('protocol/recordBatch/crc32C/crc32C.js')

it('is the checksum of RFC 3720', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283)
  expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa)
  expect(crc32c(Buffer.alloc(32, 0xff))).toBe(0x62a8ab43)
})

it('is the checksum of kafkajs', () => {
  for (let length = 0; length < 300; length++) {
    const bytes = randomBytes(length)
    expect(crc32c(bytes)).toBe(theirs(bytes))
  }
})
