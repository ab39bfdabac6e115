/** Reads what a ByteWriter writes, in the same order. */
export interface ByteReader {
  /** Begins with the first byte of these. */
  begin(bytes: Buffer): void
  /** With a sign. */
  byte(): number
  varint(): number
  /** A varint of up to 64 bits: a bigint where a number would not be exact. */
  varlong(): number | bigint
  /** Not a copy; null for the length -1. */
  sized(): Buffer | null
  text(): string | null
}

/** A varint of so many bits is exact as a number. */
const EXACT_BITS = 49

export function createByteReader(): ByteReader {
  let bytes: Buffer = Buffer.alloc(0)
  let at = 0

  function next(): number {
    const byte = bytes[at++]
    if (byte === undefined) throw new RangeError('a record ends before its last field')
    return byte
  }

  function varlong(): number | bigint {
    const start = at
    let value = 0
    for (let bits = 0; bits < EXACT_BITS; bits += 7) {
      const byte = next()
      value += (byte & 0x7f) * 2 ** bits
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2
    }
    at = start
    return longVarint()
  }

  function longVarint(): bigint {
    let value = 0n
    for (let bits = 0n; bits < 70n; bits += 7n) {
      const byte = next()
      value |= BigInt(byte & 0x7f) << bits
      if (byte < 0x80) return BigInt.asIntN(64, value & 1n ? -((value + 1n) / 2n) : value / 2n)
    }
    throw new RangeError('a number in a record does not end')
  }

  const varint = (): number => Number(varlong())

  /** Where the next value ends; undefined when there is none. */
  function endOfSized(): number | undefined {
    const length = varint()
    if (length < 0) return undefined
    if (at + length > bytes.length) throw new RangeError('a record ends before its last field')
    return at + length
  }

  return {
    begin: (record) => {
      bytes = record
      at = 0
    },
    byte: () => (next() << 24) >> 24,
    varint,
    varlong,
    sized: () => {
      const end = endOfSized()
      if (end === undefined) return null
      const value = bytes.subarray(at, end)
      at = end
      return value
    },
    text: () => {
      const end = endOfSized()
      if (end === undefined) return null
      const value = bytes.toString('utf8', at, end)
      at = end
      return value
    },
  }
}
