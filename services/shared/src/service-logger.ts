import { type Logger, pino, stdTimeFunctions } from 'pino'

export type { Logger } from 'pino'

/** JSON lines on stdout: {"level":"info","time":ISO 8601,"service":…,"msg":…} and the fields of the line. */
export function createServiceLogger(service: string): Logger {
  return pino({
    base: { service },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  })
}
