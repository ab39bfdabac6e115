import { type Logger, pino } from 'pino'
import { createLineWriter } from './line-writer.ts'

export type { Logger } from 'pino'

/** JSON lines on stdout: {"level":"info","time":ISO 8601,"service":…,"msg":…} and the fields of the line. */
export function createServiceLogger(service: string): Logger {
  return pino(
    { base: { service }, timestamp, formatters: { level: (label) => ({ level: label }) } },
    createLineWriter(1),
  )
}

let lastMs = 0
let lastText = ''

/** Many lines have the same millisecond. */
function timestamp(): string {
  const now = Date.now()
  if (now !== lastMs) {
    lastMs = now
    lastText = `,"time":"${new Date(now).toISOString()}"`
  }
  return lastText
}
