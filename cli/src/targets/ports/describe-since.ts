const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const dayMs = 24 * 60 * 60 * 1000

/** "14:02" of today, "Monday" within a week, else the date. In local time. */
export function describeSince(since: Date, now = new Date()): string {
  const pad = (part: number): string => String(part).padStart(2, '0')
  if (since.toDateString() === now.toDateString()) return `${pad(since.getHours())}:${pad(since.getMinutes())}`
  // The same weekday a week ago would be taken for today.
  if (now.getTime() - since.getTime() < 6 * dayMs) return weekdays[since.getDay()] ?? ''
  return `${since.getFullYear()}-${pad(since.getMonth() + 1)}-${pad(since.getDate())}`
}
