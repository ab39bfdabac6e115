import type { CheckReport } from '../actions/check.ts'
import type { CheckResult, Verdict } from '../checks/check.ts'
import { type ExitCode, exitCodes } from '../errors.ts'
import { nameFlag } from '../stack/name-flag.ts'
import type { Pen } from './pen.ts'
import { renderTable } from './table.ts'

/** A line a check, what explains it below, and what it comes to. */
export function renderCheck(report: CheckReport, name: string, pen: Pen): string {
  const { results, exit } = report
  const indent = ' '.repeat(6)
  const table = renderTable(results.map((result) => [symbolOf(result.verdict, pen), result.name, result.detail]))
  const rows = table.split('\n')
  const lines = results.flatMap(({ lines: more }, index) => [rows[index] ?? '', ...more.map((line) => indent + line)])
  return [...lines, '', summary(results, exit, name)].join('\n')
}

function symbolOf(verdict: Verdict, pen: Pen): string {
  if (verdict === 'ok') return pen.paint('green', pen.symbols.ok)
  if (verdict === 'failed') return pen.paint('red', pen.symbols.fail)
  return pen.paint('yellow', verdict === 'unknown' ? '?' : pen.symbols.skip)
}

function summary(results: readonly CheckResult[], exit: ExitCode, name: string): string {
  const total = results.length
  const failed = results.filter(({ verdict }) => verdict === 'failed')
  const unknown = results.filter(({ verdict }) => verdict === 'unknown').length
  const open = results.filter(({ verdict }) => verdict === 'not-comparable').length
  const parts = [
    ...(failed.length > 0 ? [`${failed.length} of ${total} failed`] : []),
    ...(unknown > 0 ? [`${unknown} of ${total} could not be asked`] : []),
    ...(failed.length + unknown === 0 ? [`${total - open} of ${total} ok`] : []),
    ...(open > 0 ? [`${open} not comparable`] : []),
  ]
  const [first] = failed
  const evidence =
    first && first.name !== 'query' ? `     evidence: msctl check ${first.name} --json${nameFlag(name)}` : ''
  return `${parts.join(', ')}.${exit === exitCodes.done ? '' : ` exit ${exit}`}${evidence}`
}
