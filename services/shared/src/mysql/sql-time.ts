let lastMs = Number.NaN
let lastText = ''

/** A time as DATETIME columns take it, in UTC. Many rows that are written together have the same millisecond. */
export function sqlTime(time: Date): string {
  const ms = time.getTime()
  if (ms !== lastMs) {
    const text = time.toISOString()
    lastText = `${text.slice(0, 10)} ${text.slice(11, -1)}`
    lastMs = ms
  }
  return lastText
}

/** The other way round, for a column that was read as text: ISO 8601 with milliseconds. */
export function isoTime(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11, 23)}Z`
}
