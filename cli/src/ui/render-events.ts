import type { EventLine } from '../actions/events.ts'
import type { Pen } from './pen.ts'

/** One line an event: time, where it lies, key, event id, e-mail. */
export function renderEvent(event: EventLine, pen: Pen): string {
  const place = `${event.partition}/${event.offset}`.padEnd(10)
  const key = (event.key ?? '-').padEnd(8)
  const content = event.eventId === null ? `no event of ours: ${event.text ?? ''}` : `${event.eventId}  ${event.email}`
  const { deadLetter } = event
  const origin =
    deadLetter === undefined
      ? ''
      : `  ${pen.paint('red', `from ${deadLetter.partition}/${deadLetter.offset}: ${deadLetter.reason}`)}`
  return `${pen.paint('dim', event.time)}  ${place}  ${key}  ${content}${origin}`
}
