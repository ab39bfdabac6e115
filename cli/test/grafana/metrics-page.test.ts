import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readPanelQueries, readRuleQueries } from '../../src/checks/read-monitoring.ts'
import { packageRoot } from '../../src/lib/folders.ts'
import { serviceMetrics } from './known-metrics.ts'
import { readPromql } from './read-promql.ts'

const root = packageRoot()
const page = readFileSync(join(root, 'docs', 'metrics.md'), 'utf8')
const panels = readPanelQueries(join(root, 'grafana', 'dashboards'), 5000)
const rules = readRuleQueries(join(root, 'templates', 'prometheus', 'rules'))

it('has every metric that a service exposes, but for those of the process', async () => {
  const { user, notification } = await serviceMetrics()
  const own = [...user, ...notification].filter((name) => !/^(?:process|nodejs)_/.test(name))
  for (const name of own) expect(page).toContain(name.replace(/_(?:bucket|sum|count)$/, ''))
})

it('has every metric, panel and alert that there is', () => {
  for (const { panel } of panels) expect(page).toContain(panel.replace(/ [A-Z]$/, ''))
  for (const { rule } of rules) expect(page).toMatch(new RegExp(`^\\| ${rule} \\| (?:warning|critical) \\|`, 'm'))
  for (const { promql } of [...panels, ...rules]) {
    for (const name of readPromql(promql).metrics) expect(page).toContain(name.replace(/_(?:bucket|sum|count)$/, ''))
  }
  expect(page.match(/^\| [A-Z]\w+ \| (?:warning|critical) \|/gm)).toHaveLength(rules.length)
})
