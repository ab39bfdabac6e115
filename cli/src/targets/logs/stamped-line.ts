import type { LogLine } from '../target.ts'

/** A line with the time that the engine gave it, to the nanosecond and of one length: it sorts as text and tells one line from the next. */
export interface StampedLine extends LogLine {
  readonly stamp: string
}

export interface Stamp {
  readonly stamp: string
  /** Bytes that it took, the space behind it included. */
  readonly length: number
}

const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)(?: |$)/
const longest = 40

/** The time at the start of a message: "2026-11-24T10:00:00.123456789Z text". Undefined for bytes that have none. */
export function stampAt(bytes: Buffer): Stamp | undefined {
  const [whole, seconds, fraction = '', zone] = pattern.exec(bytes.toString('latin1', 0, longest)) ?? []
  if (whole === undefined) return undefined
  const utc = zone === 'Z' ? seconds : new Date(`${seconds}${zone}`).toISOString().slice(0, 19)
  return { stamp: `${utc}.${fraction.padEnd(9, '0')}Z`, length: whole.length }
}

/** To the millisecond, which is all that a Date can hold. */
export function timeOf(stamp: string): Date {
  return new Date(`${stamp.slice(0, 23)}Z`)
}
