import type { Explanation } from '../actions/explain.ts'
import type { Pen } from './pen.ts'
import { renderTable } from './table.ts'

export function explanationText(explanation: Explanation, pen: Pen): string {
  const { name, summary, isOptional, waitsFor, heldUp, ready, ports, replicas } = explanation
  const rows = [
    ['ready', `when ${ready}`],
    ...(waitsFor.length === 0 ? [['waits for', 'nothing']] : []),
    ...waitsFor.map((other, index) => [index === 0 ? 'waits for' : '', `${other.name}: ${other.why}`]),
    ['holds up', heldUp.length > 0 ? heldUp.join(', ') : 'nothing'],
    [
      'ports',
      Object.entries(ports)
        .map(([port, number]) => `${number} (${port})`)
        .join(', '),
    ],
    ...(isOptional ? [['optional', 'the rest works without it; skipped where it cannot be had']] : []),
    ...(replicas === undefined ? [['now', 'no stack runs']] : []),
    ...(replicas ?? []).map(({ replica, state, detail }, index) => [
      index === 0 ? 'now' : '',
      [replica > 1 ? `replica ${replica}: ` : '', state, detail ? `; ${detail}` : ''].join(''),
    ]),
  ]
  return [`${pen.paint('bold', name)}  ${summary}`, '', renderTable(rows)].join('\n')
}
