import type { JudgedLetter } from '../checks/judge-letters.ts'
import { indentJson } from '../lib/indent-json.ts'
import { formatBytes, formatCount, plural } from '../lib/units.ts'
import { visibleLine, visibleLines } from '../lib/visible-text.ts'
import type { FullDeadLetter } from '../probes/dead-letter.ts'
import { type ShownHeader, showHeaders } from '../probes/shown-headers.ts'
import { hexdump } from './hexdump.ts'
import type { Pen } from './pen.ts'
import { originText, stateText } from './render-dead-letters.ts'
import { renderTable } from './table.ts'

/** How much of a payload fits on a terminal; `--raw` and `--json` give all. */
const most = 16_384

/** Everything about one dead letter. */
export function renderDeadLetter(letter: FullDeadLetter & JudgedLetter, pen: Pen): string {
  const rows = [
    ['reason', visibleLine(letter.reasonClass === null ? letter.reason : `${letter.reasonClass}: ${letter.reason}`)],
    ['state', stateText(letter)],
    ['origin', originText(letter)],
    ['event', letter.hasOwnEventId ? letter.eventId : `${letter.eventId} (from its origin: it names none)`],
    ['key', letter.key === null ? 'none' : visibleLine(letter.key)],
    ...(letter.replayOf === null ? [] : [['replay of', letter.replayOf]]),
  ]
  const headers = showHeaders(letter.message.headers)
  return [
    `${pen.paint('bold', `Dead letter ${letter.id}`)}  ${letter.time}`,
    renderTable(rows),
    `\nHeaders\n${renderTable(headers.map(({ name, ...header }) => [visibleLine(name), headerText(header)]))}`,
    `\n${payloadText(letter)}`,
  ].join('\n')
}

export function headerText({ value, encoding }: Omit<ShownHeader, 'name'>): string {
  return encoding === 'utf8' ? visibleLine(value) : `${value} (base64)`
}

function payloadText({ kind, omittedBytes, origin, message: { value } }: FullDeadLetter): string {
  if (omittedBytes !== null) {
    const where = origin === null ? '' : `; it lies at ${originText({ origin })}`
    return `The payload, ${formatBytes(omittedBytes)}, was too large for the dead-letter topic${where}`
  }
  if (value === null) return 'No payload'
  if (value.length === 0) return 'Empty payload'
  const shown = value.subarray(0, most)
  const cut = value.length > most ? `\n… ${formatCount(value.length - most)} more bytes: --raw gives all` : ''
  const size = value.length < 1000 ? plural(value.length, 'byte') : formatBytes(value.length)
  if (kind === 'binary') return `Payload, ${size} that are no text\n${hexdump(shown)}${cut}`
  const text = shown.toString('utf8')
  const indented = kind === 'json' && cut === '' ? indentJson(text) : undefined
  return `Payload, ${size} of ${kind === 'json' ? 'JSON' : 'text'}\n${visibleLines(indented ?? text)}${cut}`
}
