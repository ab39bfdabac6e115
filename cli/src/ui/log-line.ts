import { fieldTexts, type LogEntry, type LogLevel } from '../actions/log-entry.ts'
import { visibleLine, visibleLines } from '../lib/visible-text.ts'
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
    visibleMessage(entry.message),
    pen.paint('dim', fieldsText(entry)),
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

/** One line, whatever was logged; tabs, with which many programs indent, harm nobody. */
function visibleMessage(message: string): string {
  return message.split('\t').map(visibleLine).join('\t')
}

/** An error's stack goes on lines of its own; everything else is name=value. */
function fieldsText({ fields }: LogEntry): string {
  const { pairs, stacks } = fieldTexts(fields)
  return [...pairs.map(visibleLine), ...stacks.map((stack) => `\n${visibleLines(stack)}`)].join(' ')
}
