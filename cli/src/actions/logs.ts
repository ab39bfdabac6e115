import type { Run } from '../lib/run.ts'
import type { LogOptions } from '../targets/target.ts'
import type { FoundStack } from './find-stack.ts'
import { fieldTexts, type LogEntry, type LogLevel, logLevels, toLogEntry } from './log-entry.ts'

export interface LogsOptions extends LogOptions {
  /** That level and worse; lines that tell none, such as those of a stack trace, go with the line before them. */
  readonly level?: LogLevel
  readonly pattern?: RegExp
}

/** The log lines of a stack in one shape: in the order of time, or with `follow` as they come. */
export async function* logs({ stack, target }: FoundStack, options: LogsOptions, run: Run): AsyncGenerator<LogEntry> {
  const isWanted = createFilter(options)
  if (options.follow) {
    for await (const line of target.logs(stack, options, run)) {
      const entry = toLogEntry(line)
      if (isWanted(entry)) yield entry
    }
    return
  }
  const entries: LogEntry[] = []
  for await (const line of target.logs(stack, options, run)) {
    const entry = toLogEntry(line)
    if (isWanted(entry)) entries.push(entry)
  }
  yield* entries.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
}

/** As it is shown. */
function textOf({ message, fields }: LogEntry): string {
  const { pairs, stacks } = fieldTexts(fields)
  return [`${message}  ${pairs.join(' ')}`.trimEnd(), ...stacks].join('\n')
}

function createFilter({ level, pattern }: LogsOptions): (entry: LogEntry) => boolean {
  const lastLevels = new Map<string, LogLevel | undefined>()
  const least = level === undefined ? 0 : logLevels.indexOf(level)
  return (entry) => {
    const source = `${entry.component}-${entry.replica}`
    const effective = entry.level ?? lastLevels.get(source)
    lastLevels.set(source, effective)
    if (least > 0 && (effective === undefined || logLevels.indexOf(effective) < least)) return false
    return pattern === undefined || pattern.test(textOf(entry))
  }
}
