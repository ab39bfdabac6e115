import type { ComponentName } from '../stack/components.ts'
import type { LogLine } from '../targets/target.ts'

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

export type LogLevel = (typeof logLevels)[number]

/** One line of any program, in the one shape that `logs` shows and `logs --json` prints. */
export interface LogEntry {
  readonly component: ComponentName
  readonly replica: number
  /** ISO 8601. */
  readonly time: string
  /** Undefined where the line does not tell. */
  readonly level: LogLevel | undefined
  readonly message: string
  /** What our services log beside the message; empty for other programs. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** Lines of our services (pino's JSON) are taken apart; those of other programs stay as they are, their level read from the text. */
export function toLogEntry({ component, replica, time, text }: LogLine): LogEntry {
  const plain = { component, replica, time: time.toISOString(), level: levelIn(text), message: text, fields: {} }
  if (!text.startsWith('{')) return plain
  const parsed = parseObject(text)
  if (typeof parsed?.msg !== 'string') return plain
  const { msg, level, time: ownTime, pid: _, hostname: __, name: ___, service: ____, ...fields } = parsed
  return {
    ...plain,
    time: isoTime(ownTime) ?? plain.time,
    level: toLevel(level),
    message: msg,
    fields,
  }
}

/** The fields as people are shown them: "event=019c2f", and the stacks of errors, which take lines of their own. */
export function fieldTexts(fields: LogEntry['fields']): {
  readonly pairs: readonly string[]
  readonly stacks: readonly string[]
} {
  const pairs: string[] = []
  const stacks: string[] = []
  for (const [name, value] of Object.entries(fields)) {
    const stack = (value as { stack?: unknown } | null)?.stack
    if (typeof stack === 'string') stacks.push(stack)
    else pairs.push(`${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  }
  return { pairs, stacks }
}

/** pino's numbers, or the names that it can be told to write. */
function toLevel(level: unknown): LogLevel | undefined {
  if (typeof level === 'number') return logLevels[Math.max(0, Math.min(5, Math.floor(level / 10) - 1))]
  return logLevels.find((name) => name === level)
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text)
  } catch {
    // A line that was cut, or of a program that merely begins it with a brace.
    return undefined
  }
}

function isoTime(value: unknown): string | undefined {
  const date = new Date(typeof value === 'number' || typeof value === 'string' ? value : Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

const words: Readonly<Record<string, LogLevel>> = {
  TRACE: 'trace',
  TRC: 'trace',
  DEBUG: 'debug',
  DBG: 'debug',
  INFO: 'info',
  INF: 'info',
  NOTE: 'info',
  NOTICE: 'info',
  SYSTEM: 'info',
  WARN: 'warn',
  WARNING: 'warn',
  WRN: 'warn',
  ERROR: 'error',
  ERR: 'error',
  SEVERE: 'error',
  FATAL: 'fatal',
  FTL: 'fatal',
}

/** log4j and slf4j "INFO", Traefik "INF", MySQL "[Warning]", Prometheus "level=info": a word of its own near the beginning. */
function levelIn(text: string): LogLevel | undefined {
  const start = text.slice(0, 120)
  const word =
    /\blevel=(?<word>[a-z]+)/.exec(start)?.groups?.word ??
    /\[(?<word>Note|System|Warning|ERROR|Error)\]/.exec(start)?.groups?.word ??
    /(?:^|[\s[|])(?<word>TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|TRC|DBG|INF|WRN|ERR|FTL)(?=[\s\]:|])/.exec(start)
      ?.groups?.word
  return word === undefined ? undefined : words[word.toUpperCase()]
}
