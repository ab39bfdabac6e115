import cliTruncate from 'cli-truncate'
import type { DeadLetterList } from '../actions/list-dead-letters.ts'
import type { JudgedLetter, LetterState } from '../checks/judge-letters.ts'
import { formatBytes, formatCount, plural } from '../lib/units.ts'
import { visibleLine } from '../lib/visible-text.ts'
import { nameFlag } from '../stack/name-flag.ts'
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

export interface DeadLettersAsked {
  /** Only those were asked for whose reason contains this. */
  readonly reason: string | undefined
  /** Of the stack. */
  readonly name: string
}

/**
 * One line a letter, newest last, none longer than the terminal is wide: where that is narrow the day, event and payload are left
 * out, which `show` has. In a pipe reasons and ids are whole.
 */
export function renderDeadLetters(list: DeadLetterList, { reason, name }: DeadLettersAsked, pen: Pen): string {
  const { total, letters } = list
  if (total === 0) return reason === undefined ? 'no dead letters' : `no dead letters whose reason contains "${reason}"`
  const isWide = pen.columns >= 110
  const header = ['ID', 'TIME', 'STATE', 'ORIGIN']
  const place = letters.map((letter) => [letter.id, timeText(letter, isWide), stateText(letter), originText(letter)])
  const left = pen.columns - 2 - tableWidth(renderTable(place, { header }))
  const reasonWidth = Math.max(16, Math.min(isWide ? left - 36 : left, 500))
  const rows = letters.map((letter, index) => {
    const event = isWide ? [eventText(letter, Number.isFinite(left) ? 11 : 36), payloadText(letter)] : []
    return [...(place[index] ?? []), cut(letter.reason, reasonWidth), ...event]
  })
  const table = renderTable(rows, { header: [...header, 'REASON', ...(isWide ? ['EVENT', 'PAYLOAD'] : [])] })
  const lines = table.split('\n').map((line) => cut(line, pen.columns))
  return `${lines.join('\n')}\n\n${summary(list, nameFlag(name))}`
}

function timeText({ time }: JudgedLetter, isWide: boolean): string {
  const seconds = time.replace(/\.\d+Z$/, 'Z')
  return isWide ? seconds : seconds.slice(seconds.indexOf('T') + 1)
}

function summary({ topic, total, letters }: DeadLetterList, name: string): string {
  const all = plural(total, 'dead letter')
  const shown = letters.length < total ? `the last ${formatCount(letters.length)} of ${all}` : all
  if (letters.some(({ state }) => state === 'unknown')) return `${shown} on ${topic}, which are open is not known`
  const open = letters.filter(({ state }) => state === 'open').length
  const ofThese = letters.length < total ? ' of these' : ''
  const next = open > 0 ? `\nNext: msctl dlq show ID${name}    msctl dlq replay ID --edit${name}` : ''
  return `${shown} on ${topic}, ${formatCount(open)} open${ofThese}${next}`
}

export function originText({ origin }: Pick<JudgedLetter, 'origin'>): string {
  return origin === null ? '-' : `${visibleLine(origin.topic)}/${origin.partition}/${origin.offset}`
}

function tableWidth(table: string): number {
  return table.split('\n').reduce((most, line) => Math.max(most, widthOf(line)), 0)
}

/** "01a20d…322b" where it has to be short, as ids are written elsewhere too. */
function eventText({ hasOwnEventId, eventId, key }: JudgedLetter, width: number): string {
  if (!hasOwnEventId) return key === null ? '-' : cut(`key ${key}`, width)
  return width < eventId.length ? `${eventId.slice(0, 6)}…${eventId.slice(-4)}` : eventId
}

function payloadText({ kind, bytes, excerpt, omittedBytes }: JudgedLetter): string {
  if (omittedBytes !== null) return `left out, ${formatBytes(omittedBytes)}`
  if (kind === 'none') return 'none'
  return kind === 'binary' ? `${plural(bytes, 'byte')}, no text` : cut(excerpt, 80)
}

function cut(text: string, width: number): string {
  const line = visibleLine(text)
  return Number.isFinite(width) ? cliTruncate(line, width) : line
}
