import { randomUUID } from 'node:crypto'
import { keepLast } from '../../shared/src/keep-last.ts'

/** Milliseconds since 1970, then 74 random bits (RFC 9562); taken from Node's stock of random UUIDs, since asking the system each time shows in a profile. */
export function uuidV7(now = Date.now()): string {
  return `${timeOf(now)}-7${randomUUID().slice(15)}`
}

/** Writing a number in another base is slow. */
const timeOf = keepLast((ms) => {
  const text = ms.toString(16).padStart(12, '0')
  return `${text.slice(0, 8)}-${text.slice(8)}`
})
