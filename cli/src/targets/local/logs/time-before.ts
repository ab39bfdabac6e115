import { readSync } from 'node:fs'
import { parseLineTime } from '../parse-line-time.ts'

const windowBytes = 32 * 1024

/** The time of the last line before that place which has one: lines without belong to it. */
export function timeBefore(descriptor: number, offset: number): Date | undefined {
  const start = Math.max(0, offset - windowBytes)
  const bytes = Buffer.alloc(offset - start)
  const length = readSync(descriptor, bytes, 0, bytes.length, start)
  for (const line of bytes.toString('utf8', 0, length).split('\n').toReversed()) {
    const time = parseLineTime(line)
    if (time) return time
  }
  return undefined
}
