import { randomUUID } from 'node:crypto'

/** Milliseconds since 1970, then 74 random bits (RFC 9562); taken from Node's stock of random UUIDs, since asking the system each time shows in a profile. */
export function uuidV7(now = Date.now()): string {
  return `${timeOf(now)}-7${randomUUID().slice(15)}`
}

let lastMs = Number.NaN
let lastText = ''

/** Many have the same millisecond, and writing a number in another base is slow. */
function timeOf(ms: number): string {
  if (ms !== lastMs) {
    const text = ms.toString(16).padStart(12, '0')
    lastMs = ms
    lastText = `${text.slice(0, 8)}-${text.slice(8)}`
  }
  return lastText
}
