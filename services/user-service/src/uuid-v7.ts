import { randomUUID } from 'node:crypto'

/** Milliseconds since 1970, then 74 random bits (RFC 9562); taken from Node's stock of random UUIDs, since asking the system each time shows in a profile. */
export function uuidV7(now = Date.now()): string {
  const time = now.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
