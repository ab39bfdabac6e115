import { expect, it } from 'vitest'
import type { CheckResult, Verdict } from '../../src/checks/check.ts'
import { renderCheck } from '../../src/ui/render-check.ts'
import { plainPen } from './plain-pen.ts'

const result = (name: string, verdict: Verdict, lines: readonly string[] = []): CheckResult => ({
  name,
  verdict,
  detail: `${name} was asked`,
  lines,
  evidence: {},
})

it('has a line a check, what explains it below, and the sum', () => {
  const results = [
    result('lag', 'ok'),
    result('conservation', 'failed', ['first difference: users']),
    result('x', 'unknown'),
  ]
  expect(renderCheck({ results, exit: 7 }, 'other', plainPen).split('\n')).toEqual([
    `  ${plainPen.symbols.ok}  lag           lag was asked`,
    `  ${plainPen.symbols.fail}  conservation  conservation was asked`,
    '      first difference: users',
    '  ?  x             x was asked',
    '',
    '1 of 3 failed, 1 of 3 could not be asked. exit 7     evidence: msctl check conservation --json --name other',
  ])
})

it('counts what is not comparable neither as a pass nor as a failure', () => {
  const results = [result('lag', 'ok'), result('events_consumed', 'not-comparable')]
  expect(renderCheck({ results, exit: 0 }, 'microservices', plainPen)).toMatch(/1 of 2 ok, 1 not comparable\.$/)
})
