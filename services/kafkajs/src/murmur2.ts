const SEED = 0x9747b28c
const FACTOR = 0x5bd1e995

/** The hash by which Kafka's own clients choose a partition, with a sign. kafkajs computes it in big integers. */
export function murmur2(key: Buffer | string | number): number {
  const data = Buffer.isBuffer(key) ? key : Buffer.from(String(key))
  const rest = data.length % 4
  const whole = data.length - rest
  let hash = SEED ^ data.length
  for (let index = 0; index < whole; index += 4) {
    const part = Math.imul(data.readInt32LE(index), FACTOR)
    hash = Math.imul(hash, FACTOR) ^ Math.imul(part ^ (part >>> 24), FACTOR)
  }
  if (rest > 0) hash = Math.imul(hash ^ data.readUIntLE(whole, rest), FACTOR)
  hash = Math.imul(hash ^ (hash >>> 13), FACTOR)
  return hash ^ (hash >>> 15)
}
