import type { LogLine } from '../../target.ts'
import type { LogReader } from './open-log-reader.ts'

/** Everything that the readers have by now, in order of time; the order within one log is kept whatever its times say. */
export function* mergeByTime(readers: readonly LogReader[]): Generator<LogLine> {
  const heads = readers.map((reader) => ({ reader, lines: reader.read(), next: 0 }))
  for (;;) {
    let earliest: { line: LogLine; head: (typeof heads)[number] } | undefined
    for (const head of heads) {
      const line = head.lines[head.next]
      if (line && (earliest === undefined || line.time < earliest.line.time)) earliest = { line, head }
    }
    if (earliest === undefined) return
    const { line, head } = earliest
    head.next++
    if (head.next === head.lines.length) {
      head.lines = head.reader.read()
      head.next = 0
    }
    yield line
  }
}
