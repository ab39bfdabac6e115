import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type BatchContext, decodeRecord } from '../src/decode-record.ts'
import { encodeRecord, type RecordFields } from '../src/encode-record.ts'
import { original } from './original.ts'

const theirEncode = original('protocol/recordBatch/record/v0/index.js')
const theirDecode = original('protocol/recordBatch/record/v0/decoder.js')
const Encoder = original('protocol/encoder.js')
const Decoder = original('protocol/decoder.js')

const records: Readonly<Record<string, RecordFields>> = {
  'with nothing': {},
  'of the services': {
    offsetDelta: 7,
    key: '8121',
    value: '{"event_type":"UserRegistered","data":{"user_name":"José Ñandú","email":"jose@example.com"}}',
    headers: {
      event_id: '019c2f00-0000-7000-8000-000000000000',
      event_time: '2026-11-29T10:00:00.000Z',
      request_id: 'r',
    },
  },
  'with bytes': { key: randomBytes(20), value: randomBytes(3_000), headers: { bytes: randomBytes(200), none: '' } },
  'with a long text': { offsetDelta: 300, key: '', value: 'x'.repeat(100_000) },
  'of many scripts': { key: '鍵', value: `${'é'.repeat(40)}😀 \ud800`, headers: { naïve: 'ü'.repeat(63) } },
  'with a header twice': { value: 'x', headers: { twice: ['a', Buffer.from('b')], never: [] } },
  'before its batch': { value: 'x', timestampDelta: -70_000, offsetDelta: 0 },
  'long after its batch': { value: 'x', timestampDelta: 2 ** 51 - 1, offsetDelta: 2 ** 20 },
  'without a value': { key: 'k', value: null, headers: { '': 'empty name' } },
}

const context: BatchContext = {
  firstOffset: '9007199254740990',
  firstTimestamp: '1790000000000',
  maxTimestamp: '1790000000999',
  magicByte: 2,
  timestampType: 0,
}

/** What follows the length of a record. */
const bodyOf = (record: Buffer): Buffer => new Decoder(record).readVarIntBytes()

describe('a record', () => {
  for (const [name, record] of Object.entries(records)) {
    it(`${name} is written as kafkajs writes it`, () => {
      expect(encodeRecord(record).buffer.toString('hex')).toBe(theirEncode(record).buffer.toString('hex'))
    })

    it(`${name} is read as kafkajs reads it`, () => {
      const body = bodyOf(encodeRecord(record).buffer)
      expect(decodeRecord(new Decoder(body), context)).toEqual(theirDecode(new Decoder(body), context))
    })
  }

  it('holds nothing of one before it that could not be written', () => {
    const record = { key: '1', value: 'v', headers: { a: 'b' } }
    expect(() => encodeRecord({ ...record, headers: { bad: 1 as never } })).toThrow()
    expect(encodeRecord(record).buffer.toString('hex')).toBe(theirEncode(record).buffer.toString('hex'))
  })

  it('has the time of its batch where the broker gave it', () => {
    const body = bodyOf(encodeRecord({ value: 'x', timestampDelta: 5 }).buffer)
    const appended = { ...context, timestampType: 1 }
    expect(decodeRecord(new Decoder(body), appended)).toEqual(theirDecode(new Decoder(body), appended))
  })

  it('has headers without a value', () => {
    const body = new Encoder().writeInt8(0).writeVarLong(0).writeVarInt(0).writeVarIntBytes(null).writeVarIntBytes(null)
    body.writeVarInt(1).writeVarIntString('none').writeVarIntBytes(null)
    const read = decodeRecord(new Decoder(body.buffer), context)
    expect(read).toEqual(theirDecode(new Decoder(body.buffer), context))
    expect(read.headers).toEqual({ none: null })
  })

  it.each(['9223372036854775807', '-9223372036854775808', '4611686018427387904'])('has a time of %s', (delta) => {
    const body = new Encoder().writeInt8(0).writeVarLong(BigInt(delta)).writeVarInt(1).writeVarIntBytes('k')
    body.writeVarIntBytes('v').writeVarInt(0)
    const early = { ...context, firstTimestamp: '0' }
    expect(decodeRecord(new Decoder(body.buffer), early)).toEqual(theirDecode(new Decoder(body.buffer), early))
  })

  it('that is cut off is refused', () => {
    const body = bodyOf(encodeRecord({ key: 'key', value: 'value', headers: { a: 'b' } }).buffer)
    for (let length = 0; length < body.length; length++) {
      expect(() => decodeRecord(new Decoder(body.subarray(0, length)), context)).toThrow(RangeError)
    }
  })
})
