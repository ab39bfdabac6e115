import type { DeadLetterList } from '../actions/list-dead-letters.ts'
import type { JudgedLetter, LetterState } from '../checks/judge-letters.ts'
import { formatCount, plural } from '../lib/units.ts'
import { visibleLine } from '../lib/visible-text.ts'
import type { Pen } from './pen.ts'
import { renderTable, widthOf } from './table.ts'

const words: Readonly<Record<LetterState, string>> = {
  open: 'open',
  handled: 'handled',
  'dead-again': 'dead again',
  'before-reset': 'before reset',
  unknown: 'not known',
}

/** "handled", "dead again: 0-7" */
export function stateText({ state, diedAgainAs }: Pick<JudgedLetter, 'state' | 'diedAgainAs'>): string {
  return state === 'dead-again' ? `${words[state]}: ${diedAgainAs}` : words[state]
}

/** One line a letter, newest last; on a narrow terminal without event and excerpt, which `show` has. */
export function renderDeadLetters(
  { topic, total, letters }: DeadLetterList,
  reason: string | undefined,
  pen: Pen,
): string {
  if (total === 0) return reason === undefined ? 'no dead letters' : `no dead letters whose reason contains "${reason}"`
  const fixed = letters.map((letter) => [
    letter.id,
    letter.time.replace(/\.\d+Z$/, 'Z'),
    stateText(letter),
    originText(letter),
  ])
  const header = ['ID', 'TIME', 'STATE', 'ORIGIN']
  const used = header.reduce(
    (sum, name, column) => sum + 2 + Math.max(...[name, ...fixed.map((row) => row[column] ?? '')].map(widthOf)),
    0,
  )
  const left = pen.columns - used
  const isWide = left >= 70
  const reasonWidth = isWide ? Math.max(24, Math.floor((left - 42) / 2)) : Math.max(16, left - 2)
  const rows = letters.map((letter, index) => [
    ...(fixed[index] ?? []),
    cut(letter.reason, reasonWidth),
    ...(isWide ? [eventText(letter), cut(excerptOf(letter), Math.min(80, left - reasonWidth - 44))] : []),
  ])
  const table = renderTable(rows, { header: [...header, 'REASON', ...(isWide ? ['EVENT', 'PAYLOAD'] : [])] })
  return `${table}\n\n${summary(topic, total, letters)}`
}

function summary(topic: string, total: number, letters: readonly JudgedLetter[]): string {
  const open = letters.filter(({ state }) => state === 'open').length
  const shown =
    letters.length < total
      ? `the last ${formatCount(letters.length)} of ${plural(total, 'dead letter')}`
      : plural(total, 'dead letter')
  const next = open > 0 ? '; msctl dlq show ID, then msctl dlq replay ID --edit' : ''
  return `${shown} on ${topic}, ${formatCount(open)} open${next}`
}

export function originText({ origin }: Pick<JudgedLetter, 'origin'>): string {
  return origin === null ? '-' : `${visibleLine(origin.topic)}/${origin.partition}/${origin.offset}`
}

function eventText({ hasOwnEventId, eventId, key }: JudgedLetter): string {
  if (hasOwnEventId) return eventId
  return key === null ? '-' : `key ${cut(key, 32)}`
}

function excerptOf({ kind, bytes, excerpt }: JudgedLetter): string {
  if (kind === 'none') return 'no payload'
  if (kind === 'binary') return `${plural(bytes, 'byte')} that are no text`
  return excerpt
}

function cut(text: string, width: number): string {
  const line = visibleLine(text)
  return widthOf(line) <= width ? line : `${[...line].slice(0, Math.max(1, width - 1)).join('')}…`
}
