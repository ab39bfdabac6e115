import { keepLast } from '../keep-last.ts'

/** A time as DATETIME columns take it, in UTC. */
export function sqlTime(time: Date): string {
  return textOf(time.getTime())
}

const textOf = keepLast((ms) => {
  const text = new Date(ms).toISOString()
  return `${text.slice(0, 10)} ${text.slice(11, -1)}`
})

/** The other way round, for a column that was read as text: ISO 8601 with milliseconds. */
export function isoTime(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11, 23)}Z`
}
