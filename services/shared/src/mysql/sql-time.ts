/**
 * A time as DATETIME columns take it, in UTC. Made once a row, where the client would format a Date for each column.
 */
export function sqlTime(time: Date): string {
  const text = time.toISOString()
  return `${text.slice(0, 10)} ${text.slice(11, -1)}`
}

/** The other way round, for a column that was read as text: ISO 8601 with milliseconds. */
export function isoTime(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11, 23)}Z`
}
