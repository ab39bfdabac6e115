import type { LogEntry, LogLevel } from '../actions/log-entry.ts'
import type { Paint, Pen } from './pen.ts'

export interface LogLineOptions {
  /** Of the longest name, so that columns line up. */
  readonly nameWidth: number
  readonly isFullTime: boolean
  /** Names get the number of their replica. */
  readonly hasReplicas: (component: string) => boolean
}

const paints: Readonly<Partial<Record<LogLevel, Paint>>> = {
  trace: 'dim',
  debug: 'dim',
  warn: 'yellow',
  error: 'red',
  fatal: 'red',
}

/** "user-service  03:15:02.114  info  registered user 8121  event=019c2f" */
export function logLine(entry: LogEntry, pen: Pen, { nameWidth, isFullTime, hasReplicas }: LogLineOptions): string {
  const name = hasReplicas(entry.component) ? `${entry.component}-${entry.replica}` : entry.component
  const level = (entry.level ?? '').padEnd(5)
  const paint = entry.level && paints[entry.level]
  return [
    pen.paint('cyan', name.padEnd(nameWidth)),
    pen.paint('dim', isFullTime ? entry.time : timeOfDay(entry.time)),
    paint ? pen.paint(paint, level) : level,
    entry.message,
    pen.paint('dim', fieldsText(entry.fields)),
  ]
    .join('  ')
    .trimEnd()
}

/** In the time zone of who reads it. */
function timeOfDay(iso: string): string {
  const time = new Date(iso)
  const two = (value: number): string => String(value).padStart(2, '0')
  const seconds = `${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, '0')}`
  return `${two(time.getHours())}:${two(time.getMinutes())}:${seconds}`
}

/** An error's stack goes on lines of its own; everything else is name=value. */
function fieldsText(fields: LogEntry['fields']): string {
  const stacks: string[] = []
  const pairs = Object.entries(fields).map(([name, value]) => {
    const stack = (value as { stack?: unknown } | null)?.stack
    if (typeof stack !== 'string') return `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`
    stacks.push(`\n${stack}`)
    return ''
  })
  return [...pairs.filter(Boolean), ...stacks].join(' ')
}
