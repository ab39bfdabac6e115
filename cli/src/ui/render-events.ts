import type { EventLine } from '../actions/events.ts'
import { visibleLine } from '../lib/visible-text.ts'
import type { Pen } from './pen.ts'

/** One line an event: time, where it lies, key, event id, e-mail. */
export function renderEvent(event: EventLine, pen: Pen): string {
  const place = `${event.partition}/${event.offset}`.padEnd(10)
  const key = visibleLine(event.key ?? '-').padEnd(8)
  const content =
    event.eventId === null
      ? `no event of ours: ${visibleLine(event.text ?? '')}`
      : `${event.eventId}  ${visibleLine(event.email ?? '')}`
  const { deadLetter } = event
  const origin =
    deadLetter === undefined
      ? ''
      : `  ${pen.paint('red', `from ${deadLetter.partition}/${deadLetter.offset}: ${visibleLine(deadLetter.reason)}`)}`
  return `${pen.paint('dim', event.time)}  ${place}  ${key}  ${content}${origin}`
}
