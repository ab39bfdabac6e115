import type { Replay, ReplayOutcome } from '../actions/replay.ts'
import type { ReplayResult } from '../actions/replay-dead-letters.ts'
import { formatCount, formatDuration, plural } from '../lib/units.ts'
import { visibleLine } from '../lib/visible-text.ts'
import type { Pen } from './pen.ts'
import { headerText } from './render-dead-letter.ts'
import { renderTable } from './table.ts'

/** How many are named, first those that somebody has to look at; `--json` has them all. */
const most = 20

/** What became of each, or with --dry-run what would be sent. */
export function renderReplay({ topic, replays, isDryRun, durationMs }: ReplayResult, pen: Pen): string {
  if (replays.length === 0) return 'no open dead letters to replay'
  const isTrouble = ({ outcome }: Replay): boolean => outcome === 'dead-lettered' || outcome === 'waiting'
  const sorted =
    replays.length > most ? replays.toSorted((a, b) => Number(isTrouble(b)) - Number(isTrouble(a))) : replays
  const shown = sorted.slice(0, most)
  const rest = replays.length > most ? [`  and ${formatCount(replays.length - most)} more`] : []
  if (isDryRun) {
    const end = `nothing was sent; without --dry-run it would be ${plural(replays.length, 'message')} to ${topic}`
    return [...shown.map(renderPlan), ...rest, '', end].join('\n')
  }
  const parts = Object.entries(words).flatMap(([outcome, word]) => {
    const count = replays.filter((replay) => replay.outcome === outcome).length
    return count === 0 ? [] : [`${formatCount(count)} ${word}`]
  })
  const end = `${parts.join(', ')} in ${formatDuration(durationMs)}`
  return [renderTable(shown.map((replay) => renderEnding(replay, pen))), ...rest, '', end].join('\n')
}

const words: Readonly<Record<ReplayOutcome, string>> = {
  planned: 'planned',
  handled: 'handled',
  'no-effect': 'handled before, without a second effect',
  'dead-lettered': 'dead-lettered again',
  waiting: 'still waiting',
}

function renderEnding(
  { id, topic, partition, offset, outcome, reason, diedAgainAs }: Replay,
  pen: Pen,
): readonly string[] {
  const place = `${topic}/${partition}/${offset}`
  const mark = {
    planned: '',
    handled: pen.paint('green', pen.symbols.ok),
    'no-effect': pen.paint('green', pen.symbols.ok),
    'dead-lettered': pen.paint('red', pen.symbols.fail),
    waiting: pen.paint('yellow', pen.symbols.busy),
  }[outcome]
  const end =
    outcome === 'dead-lettered' ? `${words[outcome]} as ${diedAgainAs}: ${visibleLine(reason ?? '')}` : words[outcome]
  return [`${mark} ${id}`, place, end]
}

function renderPlan({ id, topic, partition, key, bytes, headers, hadEffect, reason }: Replay): string {
  const rows = [
    ['to', `${topic}/${partition}`],
    ['key', key === null ? 'none' : visibleLine(key)],
    ...headers.map(({ name, ...header }) => ['header', `${visibleLine(name)}: ${headerText(header)}`]),
    ['payload', plural(bytes, 'byte')],
    ['expect', expected(hadEffect, reason)],
  ]
  return `${id}\n${renderTable(rows)}`
}

function expected(hadEffect: boolean, reason: string | null): string {
  if (reason !== null) return `a dead letter again: ${visibleLine(reason)}`
  return hadEffect ? 'no second effect: the event was handled before' : 'notification-service can read it'
}
