import type { DoctorCheck, DoctorReport } from '../actions/doctor.ts'
import type { Pen } from './pen.ts'
import { renderTable } from './table.ts'

/** Whether the target can run, then a line for each thing that was looked at, with its fix below where it needs one. */
export function doctorText({ target, canRun, without, checks }: DoctorReport, pen: Pen): string {
  const failed = checks.filter(({ status }) => status === 'fail').map(({ name }) => name)
  const verdict = canRun
    ? `can run${without.length > 0 ? `, without ${without.join(' and ')}` : ''}`
    : `cannot run: ${failed.join(', ')}`
  const lines = renderTable(checks.map((check) => [symbolOf(check, pen), check.name, check.message])).split('\n')
  return [
    `${pen.paint('bold', target)} ${verdict}`,
    '',
    ...checks.flatMap(({ fixes }, index) => [lines[index] ?? '', ...fixes.map((fix) => `      ${fix}`)]),
  ].join('\n')
}

/** The shape that other tools' doctors print, too. */
export function doctorJson({ target, canRun, without, checks }: DoctorReport): object {
  const count = (status: DoctorCheck['status']): number => checks.filter((check) => check.status === status).length
  return {
    targets: { [target]: { canRun, without } },
    checks: checks.map(({ fixes, ...check }) => ({
      ...check,
      ...(fixes[0] !== undefined && { fix: fixes[0] }),
      suggestions: fixes,
    })),
    summary: { passed: count('pass'), warnings: count('warning'), failed: count('fail') },
  }
}

function symbolOf({ status }: DoctorCheck, pen: Pen): string {
  if (status === 'pass') return pen.paint('green', pen.symbols.ok)
  return status === 'fail' ? pen.paint('red', pen.symbols.fail) : pen.symbols.skip
}
