/** Castagnoli's, its bits in reverse. */
const POLYNOMIAL = 0x82f63b78

const ofByte = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? POLYNOMIAL : 0)
  return rest
})
/** What a byte does to the sum when one, two or three more bytes come after it. */
const beforeOne = ofByte.map(shiftedByByte)
const beforeTwo = beforeOne.map(shiftedByByte)
const beforeThree = beforeTwo.map(shiftedByByte)

function shiftedByByte(sum: number): number {
  return (sum >>> 8) ^ at(ofByte, sum)
}

/** The checksum of a batch of records. kafkajs takes one byte at a time, this takes four. */
export function crc32c(bytes: Buffer): number {
  const { length } = bytes
  let sum = -1
  let index = 0
  for (; index + 4 <= length; index += 4) {
    const four = sum ^ bytes.readInt32LE(index)
    sum = at(beforeThree, four) ^ at(beforeTwo, four >>> 8) ^ at(beforeOne, four >>> 16) ^ at(ofByte, four >>> 24)
  }
  for (; index < length; index++) sum = shiftedByByte(sum ^ (bytes[index] ?? 0))
  return ~sum >>> 0
}

function at(table: Int32Array, byte: number): number {
  return table[byte & 0xff] ?? 0
}
