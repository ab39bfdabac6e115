import { expect, it } from 'vitest'
import { renderTable } from '../../src/ui/table.ts'

it('lines columns up, numbers to the right, without blanks at line ends', () => {
  const rows = [
    ['mysql', '182 MB', ''],
    ['user-service', '9 MB', 'restarted'],
  ]
  expect(renderTable(rows, { header: ['COMPONENT', 'MEMORY', 'DETAIL'], right: [1] }).split('\n')).toEqual([
    '  COMPONENT     MEMORY  DETAIL',
    '  mysql         182 MB',
    '  user-service    9 MB  restarted',
  ])
})

it('gives colour no width', () => {
  const [first, second] = renderTable(
    [
      ['\x1b[32mok\x1b[39m', 'x'],
      ['FAIL', 'y'],
    ],
    { indent: '' },
  ).split('\n')
  expect(first).toBe('\x1b[32mok\x1b[39m    x')
  expect(second).toBe('FAIL  y')
})
