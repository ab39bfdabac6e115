import type { DoctorReport, TargetReport } from '../actions/doctor.ts'
import type { Finding } from '../targets/target.ts'
import type { Pen } from './pen.ts'
import { renderTable } from './table.ts'

/** A block a target: whether it can run, then a line for each thing that was looked at, with its fixes below where it needs some. */
export function doctorText({ targets, machine, auto }: DoctorReport, pen: Pen): string {
  const failures = machine.filter(({ status }) => status === 'fail')
  const blocks = targets.map((report) => [
    `${pen.paint('bold', report.target)}  ${verdict(report, failures)}`,
    ...findingLines(report.findings, pen),
  ])
  return [
    ...blocks.flatMap((block) => [...block, '']),
    `${pen.paint('bold', 'machine')}  for every target`,
    ...findingLines(machine, pen),
    '',
    conclusion(targets, auto),
  ].join('\n')
}

/** The shape that other tools' doctors print, too. */
export function doctorJson({ targets, machine, auto }: DoctorReport): object {
  const all = [...machine, ...targets.flatMap(({ findings }) => findings)]
  const count = (status: Finding['status']): number => all.filter((finding) => finding.status === status).length
  return {
    targets: targets.map(({ target, canRun, without, findings }) => ({
      target,
      canRun,
      without,
      checks: findings.map(toCheck),
    })),
    auto,
    checks: machine.map(toCheck),
    summary: { passed: count('pass'), warnings: count('warning'), failed: count('fail') },
  }
}

function toCheck({ fixes, ...finding }: Finding): object {
  return { ...finding, ...(fixes[0] !== undefined && { fix: fixes[0] }), suggestions: fixes }
}

function verdict({ canRun, without, findings }: TargetReport, machineFailures: readonly Finding[]): string {
  if (canRun) return `can run${without.length > 0 ? `, without ${without.join(' and ')}` : ''}`
  const failed = [...findings.filter(({ status }) => status === 'fail'), ...machineFailures]
  return `cannot run: ${failed.map(({ name }) => name).join(', ')}`
}

function findingLines(findings: readonly Finding[], pen: Pen): readonly string[] {
  const rows = findings.map((finding) => [symbolOf(finding, pen), finding.name, restOf(finding)])
  const lines = renderTable(rows).split('\n')
  return findings.flatMap(({ fixes }, index) => [lines[index] ?? '', ...fixes.map((fix) => `      ${fix}`)])
}

/** The name stands before it: "port 3306 (mysql)  is taken by …". */
function restOf({ name, message }: Finding): string {
  return message.startsWith(`${name} `) ? message.slice(name.length + 1) : message
}

function conclusion(targets: readonly TargetReport[], auto: DoctorReport['auto']): string {
  const chosen = targets.find(({ target }) => target === auto)
  if (chosen?.canRun) return `msctl up takes ${auto}`
  const other = targets.find(({ canRun }) => canRun)
  const way = other ? `; msctl up --target ${other.target} can` : ''
  return `msctl up would take ${auto}, which cannot run now${way}`
}

function symbolOf({ status }: Finding, pen: Pen): string {
  if (status === 'pass') return pen.paint('green', pen.symbols.ok)
  return status === 'fail' ? pen.paint('red', pen.symbols.fail) : pen.symbols.skip
}
