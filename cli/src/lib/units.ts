/** "84 ms", "3.1 s", "42 s", "12 min", "3 h 5 min", "2 d 4 h": how long something took or has lasted. */
export function formatDuration(ms: number): string {
  if (ms < 950) return `${Math.round(ms)} ms`
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 100) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  if (minutes < 24 * 60) return pair(minutes, 60, 'h', 'min')
  return pair(Math.round(minutes / 60), 24, 'd', 'h')
}

/** Seconds with one decimal whatever the length, for columns that are compared: "0.9 s", "12.4 s". */
export function formatSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

/** "0 B", "912 kB", "182 MB", "1.3 GB": decimal units. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`
  if (bytes < 999_500_000) return `${Math.round(bytes / 1e6)} MB`
  return `${(bytes / 1e9).toFixed(1)} GB`
}

/** "10,000": the same on every machine, whatever its locale. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US')
}

/** "1 port", "3 ports". */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : many}`
}

function pair(count: number, per: number, big: string, small: string): string {
  const rest = count % per
  return `${Math.floor(count / per)} ${big}${rest === 0 ? '' : ` ${rest} ${small}`}`
}
