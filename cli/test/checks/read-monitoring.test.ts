import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readPanelQueries, readRuleQueries } from '../../src/checks/read-monitoring.ts'
import { openTempFolder } from '../temp-folder.ts'

function write(folder: string, name: string, content: unknown): void {
  mkdirSync(join(folder, 'below'), { recursive: true })
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
}

it('finds the queries of all panels, also in folders and in rows that are folded', () => {
  using folder = openTempFolder()
  write(folder.path, 'a.json', {
    title: 'A',
    time: { from: 'now-1h' },
    templating: { list: [{ name: 'job', current: { value: 'x' } }] },
    panels: [
      { type: 'row', title: 'Row', panels: [{ title: 'Folded', targets: [{ refId: 'A', expr: 'up{job="$job"}' }] }] },
      {
        title: 'Two',
        targets: [
          { refId: 'A', expr: 'rate(a[$__rate_interval])' },
          { refId: 'B', expr: 'b' },
        ],
      },
      { title: 'Text' },
      { title: 'Empty', targets: [{ refId: 'A' }] },
    ],
  })
  write(folder.path, 'below/b.json', { title: 'B', panels: [{ targets: [{ expr: 'up' }] }] })
  const found = readPanelQueries(folder.path, 5000).map(({ dashboard, panel, promql }) => [dashboard, panel, promql])
  expect(found).toEqual([
    ['A', 'Folded', 'up{job="x"}'],
    ['A', 'Two A', 'rate(a[20000ms])'],
    ['A', 'Two B', 'b'],
    ['B', 'untitled', 'up'],
  ])
})

it('finds the rules of all groups, alerts and recordings', () => {
  using folder = openTempFolder()
  const rules = [
    { alert: 'Down', expr: 'up == 0' },
    { record: 'job:up:sum', expr: 'sum by (job) (up)' },
  ]
  write(folder.path, 'a.yml', {
    groups: [
      { name: 'g', rules },
      { name: 'h', rules: [{ alert: 'X', expr: 'x > 1' }] },
    ],
  })
  expect(readRuleQueries(folder.path).map(({ file, rule, promql }) => [file, rule, promql])).toEqual([
    ['a.yml', 'Down', 'up == 0'],
    ['a.yml', 'job:up:sum', 'sum by (job) (up)'],
    ['a.yml', 'X', 'x > 1'],
  ])
})

it.each(['', '{', '[]', '{"panels": []}', '{"title": "A", "panels": [{"targets": 3}]}'])(
  'names a file that is no dashboard: %s',
  (content) => {
    using folder = openTempFolder()
    write(folder.path, 'a.json', content)
    expect(() => readPanelQueries(folder.path, 5000)).toThrow(
      expect.objectContaining({ code: 'MSCTL_CONFIGURATION', message: expect.stringContaining('a.json: ') }),
    )
  },
)

it.each(['', 'x', 'groups: 1', '{groups: [{rules: [{expr: up}]}]}', '{groups: [{rules: [{alert: A}]}]}', ': ['])(
  'names a file that holds no rules: %s',
  (content) => {
    using folder = openTempFolder()
    write(folder.path, 'a.yml', content)
    expect(() => readRuleQueries(folder.path)).toThrow(
      expect.objectContaining({ code: 'MSCTL_CONFIGURATION', message: expect.stringContaining('a.yml: ') }),
    )
  },
)

it('does not take an empty folder for good', () => {
  using folder = openTempFolder()
  expect(() => readPanelQueries(folder.path, 5000)).toThrow(expect.objectContaining({ code: 'MSCTL_CONFIGURATION' }))
})
