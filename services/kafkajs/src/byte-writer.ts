/** Writes the parts of Kafka's records one after the other into one buffer that is used again and again. */
export interface ByteWriter {
  /** Forgets what was begun and not ended, as when a value could not be written. */
  begin(): void
  byte(value: number): void
  /** Zigzag, seven bits a byte; exact up to 2^52. */
  varint(value: number): void
  /** Its length and its bytes; a text in UTF-8; without a value only the length -1. */
  sized(value: Uint8Array | string | null | undefined): void
  /** All since the beginning: its length and its bytes. */
  takeSized(): Buffer
}

const LONGEST_VARINT = 10

export function createByteWriter(): ByteWriter {
  let bytes = Buffer.allocUnsafe(4096)
  let end = 0

  function reserve(size: number): void {
    if (end + size <= bytes.length) return
    const larger = Buffer.allocUnsafe(2 * (end + size))
    bytes.copy(larger, 0, 0, end)
    bytes = larger
  }

  function varint(value: number): void {
    reserve(LONGEST_VARINT)
    end = writeVarint(bytes, value, end)
  }

  /** False when not all of it is ASCII. For texts as short as these much faster than asking Node. */
  function ascii(text: string): boolean {
    reserve(text.length)
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index)
      if (code > 0x7f) return false
      bytes[end + index] = code
    }
    end += text.length
    return true
  }

  function text(value: string): void {
    const start = end
    varint(value.length)
    if (ascii(value)) return
    end = start
    const length = Buffer.byteLength(value)
    varint(length)
    reserve(length)
    end += bytes.write(value, end)
  }

  return {
    begin: () => {
      end = 0
    },
    varint,
    byte: (value) => {
      reserve(1)
      bytes[end++] = value
    },
    sized: (value) => {
      if (value === null || value === undefined) return varint(-1)
      if (typeof value === 'string') return text(value)
      varint(value.length)
      reserve(value.length)
      bytes.set(value, end)
      end += value.length
    },
    takeSized: () => {
      const taken = Buffer.allocUnsafe(LONGEST_VARINT + end)
      const start = writeVarint(taken, end, 0)
      bytes.copy(taken, start, 0, end)
      return taken.subarray(0, start + end)
    },
  }
}

/** Returns where it ends. */
function writeVarint(bytes: Uint8Array, value: number, start: number): number {
  let rest = value < 0 ? -2 * value - 1 : 2 * value
  let end = start
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes[end++] = (rest % 0x80) | 0x80
  bytes[end++] = rest
  return end
}
