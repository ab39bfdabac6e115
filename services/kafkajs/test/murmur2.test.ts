import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { murmur2 } from '../src/murmur2.ts'
import { original } from './original.ts'

const theirs: (key: Buffer | string) => number = original('producer/partitioners/default/murmur2.js')

describe('murmur2', () => {
  it('is the hash of kafkajs', () => {
    const texts = ['', '1', '21', '8121', '1000000', 'ключ', 'lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8']
    const keys = [...texts, ...Array.from({ length: 200 }, (_, length) => randomBytes(length))]
    for (const key of keys) expect(murmur2(key), String(key)).toBe(theirs(key))
  })

  it("is the hash of Kafka's own clients", () => {
    // org.apache.kafka.common.utils.UtilsTest, testMurmur2
    expect(murmur2('21')).toBe(-973932308)
    expect(murmur2('foobar')).toBe(-790332482)
    expect(murmur2('a-little-bit-long-string')).toBe(-985981536)
    expect(murmur2('a-little-bit-longer-string')).toBe(-1486304829)
    expect(murmur2('lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8')).toBe(-58897971)
    expect(murmur2(Buffer.from('abc'))).toBe(479470107)
  })
})
