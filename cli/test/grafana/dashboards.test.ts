import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { renderDashboards } from '../../../grafana/src/dashboards.ts'
import { readPromqlParts } from '../../src/checks/promql-parts.ts'
import { readPanelQueries } from '../../src/checks/read-monitoring.ts'
import { packageRoot } from '../../src/lib/folders.ts'
import { knownMetrics } from './known-metrics.ts'
import { readPromql } from './read-promql.ts'

interface CommittedPanel extends Omit<Panel, 'targets'> {
  readonly targets?: readonly { readonly expr: string; readonly refId: string; readonly datasource: { uid: string } }[]
}

interface CommittedDashboard {
  readonly uid: string
  readonly title: string
  readonly editable: boolean
  readonly panels: readonly CommittedPanel[]
}

const grafana = join(packageRoot(), 'grafana')
const folder = join(grafana, 'dashboards')
const files = readdirSync(folder)
const dashboards = files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as CommittedDashboard)
const known = await knownMetrics()
const panelsOf = ({ panels }: CommittedDashboard) => panels.filter(({ type }) => type !== 'row')

describe('the dashboards', () => {
  it('are committed as they are generated: npm run dashboards', () => {
    const rendered = renderDashboards()
    expect(files.toSorted()).toEqual([...rendered.keys()].toSorted())
    for (const [file, text] of rendered) expect(readFileSync(join(folder, file), 'utf8'), file).toBe(text)
  })

  it('keep their uids, by which they are linked to and bookmarked', () => {
    expect(dashboards.map(({ uid, title }) => [uid, title])).toEqual([
      ['msctl-microservices', 'Microservices'],
      ['msctl-pipeline', 'Pipeline'],
    ])
  })

  it('have the panels that people look for', () => {
    const [microservices] = dashboards
    expect(microservices?.panels.map(({ title }) => title).toSorted()).toEqual(
      [
        'Total Eventos Consumidos',
        'Eventos por Minuto',
        'HTTP Requests Rate',
        'Uso de Memoria (by service)',
        'CPU Usage',
        'Latencia Promedio',
      ].toSorted(),
    )
  })
})

describe.each(dashboards.map((dashboard) => [dashboard.title, dashboard] as const))('%s', (_, dashboard) => {
  it('cannot be changed in the browser', () => {
    expect(dashboard.editable).toBe(false)
  })

  it('has panels with title, unit, description and query', () => {
    expect(panelsOf(dashboard).length).toBeGreaterThan(0)
    for (const { title, description, fieldConfig, targets } of panelsOf(dashboard)) {
      expect(title).toBeTruthy()
      expect(fieldConfig?.defaults.unit, title).toBeTruthy()
      expect(description?.length, title).toBeGreaterThan(20)
      expect(targets?.length, title).toBeGreaterThan(0)
    }
  })

  it('has its own number for each panel and its own letter for each query of a panel', () => {
    const ids = dashboard.panels.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { title, targets = [] } of panelsOf(dashboard)) {
      expect(new Set(targets.map(({ refId }) => refId)).size, title).toBe(targets.length)
    }
  })

  it('takes its data from the provisioned source', () => {
    const { datasources } = parse(readFileSync(join(grafana, 'provisioning', 'datasources', 'prometheus.yml'), 'utf8'))
    const uids = datasources.map(({ uid }: { uid: string }) => uid)
    for (const { title, datasource, targets = [] } of panelsOf(dashboard)) {
      for (const { uid } of [datasource ?? { uid: 'none' }, ...targets.map((target) => target.datasource)]) {
        expect(uids, title).toContain(uid)
      }
    }
  })

  it('has no panel over another, nor beyond the 24 columns', () => {
    const cells = dashboard.panels.flatMap(({ title, gridPos = { x: 0, y: 0, w: 0, h: 0 } }) => {
      const { x, y, w, h } = gridPos
      expect([x + w <= 24, w > 0, h > 0], title).toEqual([true, true, true])
      return Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`)
    })
    expect(new Set(cells).size).toBe(cells.length)
  })
})

describe.each(readPanelQueries(folder, 5000))('$dashboard / $panel', ({ query, promql }) => {
  it('asks what parses', () => {
    expect(readPromql(promql).errors).toEqual([])
  })

  it('asks for metrics that there are', () => {
    const { metrics } = readPromql(promql)
    expect(metrics.length).toBeGreaterThan(0)
    for (const metric of metrics) expect(known).toContain(metric)
  })

  it('asks for the metrics that msctl check sees in it', () => {
    expect(readPromqlParts(promql).metrics.toSorted()).toEqual(readPromql(promql).metrics.toSorted())
  })

  it('takes rates over $__rate_interval and no fixed time', () => {
    const ranges = [...query.matchAll(/\[([^\]]*)\]/g)].map(([, range]) => range)
    expect(ranges).toEqual(ranges.map(() => '$__rate_interval'))
  })

  it('does not rate what is no counter, nor show one that is', () => {
    const rated = readPromql(promql).ranges.length > 0
    const counters = readPromql(promql).metrics.filter((name) => /_(?:total|sum|count|bucket)$/.test(name))
    const isTotal = /^sum\(\w+_total\)$/.test(query)
    expect(rated || isTotal).toBe(counters.length > 0)
  })
})
