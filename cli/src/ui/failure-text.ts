import { exitCodes } from '../errors.ts'
import type { Failure } from '../failure.ts'
import { visibleLines } from '../lib/visible-text.ts'
import type { Pen } from './pen.ts'

/** The one form in which an error is shown: what failed, what to try, the exit code. */
export function failureText(failure: Failure, pen: Pen): string {
  const [first, ...rest] = failure.message.split('\n')
  const outcome = typeof failure.details.outcome === 'string' ? `${failure.details.outcome}. ` : ''
  // Whoever pressed Ctrl-C knows why it ended: what is left to say is what that leaves.
  if (failure.exit >= exitCodes.interrupted) return `${first}. ${outcome}exit ${failure.exit}`
  return [
    `${pen.paint('red', pen.symbols.fail)} ${first}`,
    ...rest,
    ...evidenceLines(failure.details.evidence, pen),
    ...(failure.stack === undefined ? [] : ['', pen.paint('dim', failure.stack), '']),
    ...failure.suggestions.map((text, index) => `${index === 0 ? 'Try  ' : '     '}    ${text}`),
    `${outcome}exit ${failure.exit}`,
  ].join('\n')
}

/** An error may carry rows of evidence: a label, and text of one or more lines. */
function evidenceLines(evidence: unknown, pen: Pen): readonly string[] {
  const rows = Array.isArray(evidence) ? evidence.filter(isRow) : []
  if (rows.length === 0) return []
  const width = Math.max(...rows.map(({ label }) => label.length)) + 2
  const lines = rows.flatMap(({ label, text }) =>
    visibleLines(text)
      .split('\n')
      .map((line, index) => `  ${pen.paint('dim', (index === 0 ? label : '').padEnd(width))}${line}`),
  )
  return ['', ...lines, '']
}

function isRow(value: unknown): value is { label: string; text: string } {
  const row = value as { label?: unknown; text?: unknown } | null
  return typeof row?.label === 'string' && typeof row.text === 'string'
}
