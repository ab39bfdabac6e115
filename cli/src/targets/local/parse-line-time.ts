type Parse = (line: string) => number | undefined

/** A field of JSON or logfmt that holds the time of a line. */
const timeField = /(?:^|[\s{,])"?(?:time|ts|t|timestamp|@timestamp)"?[:=]\s?"?([^",\s}]+)/

/** 2026-11-24T03:15:02.131Z, "2026-11-24  3:15:02", [2026-11-24 03:15:02,131]; without a zone it is UTC. */
const dateTime = /^\[?(\d{4})-(\d\d)-(\d\d)[T ]\s?(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)?/

/** [Tue Nov 24 03:15:02 2026] */
const asctime = /^\[\w{3} (\w{3}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) (\d{4})\]/

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const parsers: readonly Parse[] = [fromField, fromDateTime, fromAsctime]

/** When a program says that it wrote this line; undefined for a line without a time (of a stack trace, a banner). */
export function parseLineTime(line: string): Date | undefined {
  // A time stands at the start, or among the first fields.
  const head = line.slice(0, 300)
  for (const parse of parsers) {
    const time = parse(head)
    if (time !== undefined && !Number.isNaN(time)) return new Date(time)
  }
  return undefined
}

function fromField(line: string): number | undefined {
  if (!/^[{\w]/.test(line)) return undefined
  const value = timeField.exec(line)?.[1]
  if (value === undefined) return undefined
  // pino writes milliseconds, others seconds.
  if (/^\d{13}$/.test(value)) return Number(value)
  if (/^\d{10}(?:\.\d+)?$/.test(value)) return Number(value) * 1000
  return fromDateTime(value)
}

function fromDateTime(line: string): number | undefined {
  const match = dateTime.exec(line)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match
  const iso = `${year}-${month}-${day}T${hour?.padStart(2, '0')}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`
  return Date.parse(`${iso}${/^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`)
}

function fromAsctime(line: string): number | undefined {
  const match = asctime.exec(line)
  if (match === null) return undefined
  const [, month = '', day, hour, minute, second, year] = match
  return Date.UTC(Number(year), months.indexOf(month), Number(day), Number(hour), Number(minute), Number(second))
}
