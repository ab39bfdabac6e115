import type { LogLine } from '../../target.ts'

export interface StampedLine extends LogLine {
  /** As the engine wrote it, with nanoseconds: tells one line from the next. */
  readonly stamp: string
}

/** "2026-11-24T10:00:00.123456789Z text", as the engine gives it with timestamps; undefined for anything else. */
export function toLine(raw: string, origin: Pick<LogLine, 'component' | 'replica'>): StampedLine | undefined {
  const [, stamp, text] = /^(\d{4}-\S+Z) ?(.*)$/s.exec(raw) ?? []
  if (stamp === undefined) return undefined
  return { ...origin, time: new Date(stamp), text: (text ?? '').replace(/\r$/, ''), stamp }
}
