import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { comparedParts } from '../../src/checks/compared-parts.ts'
import { readPromqlParts } from '../../src/checks/promql-parts.ts'
import { packageRoot } from '../../src/lib/folders.ts'
import { catalogue } from '../../src/stack/components.ts'
import { knownMetrics } from './known-metrics.ts'
import { readPromql } from './read-promql.ts'

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

interface Tested {
  readonly name: string
  readonly alert_rule_test: readonly { readonly alertname: string; readonly exp_alerts: readonly unknown[] }[]
}

const prometheus = join(packageRoot(), 'templates', 'prometheus')
const read = (...path: readonly string[]) => parse(readFileSync(join(prometheus, ...path), 'utf8'))
const files = readdirSync(join(prometheus, 'rules')).filter((file) => file.endsWith('.yml'))
const rules: readonly Rule[] = files.flatMap((file) =>
  read('rules', file).groups.flatMap((group: { rules: readonly Rule[] }) => group.rules),
)
const tests: readonly Tested[] = read('tests', 'alerts.test.yml').tests
const known = await knownMetrics()

describe.each(rules)('$alert', ({ alert, expr, labels, annotations }) => {
  it('says how bad it is, what it is and what to do', () => {
    expect(['warning', 'critical']).toContain(labels.severity)
    expect(annotations.summary).toBeTruthy()
    expect(annotations.description).toMatch(/\bmsctl [a-z]+/)
  })

  it('parses, and its metrics are there', () => {
    const { errors, metrics } = readPromql(expr)
    expect(errors).toEqual([])
    expect(metrics.length).toBeGreaterThan(0)
    for (const metric of metrics) expect(known).toContain(metric)
  })

  it('is taken apart by msctl check into sides that parse and lose no metric', () => {
    expect(readPromqlParts(expr).metrics.toSorted()).toEqual(readPromql(expr).metrics.toSorted())
    const sides = comparedParts(expr)
    for (const side of sides) expect(readPromql(side).errors, side).toEqual([])
    const metrics = sides.flatMap((side) => readPromql(side).metrics)
    expect(new Set(metrics)).toEqual(new Set(readPromql(expr).metrics))
  })

  it('is tested by promtool both ways', () => {
    const cases = tests.filter(({ alert_rule_test }) => alert_rule_test.some(({ alertname }) => alertname === alert))
    const fires = ({ alert_rule_test }: Tested) => alert_rule_test.some(({ exp_alerts }) => exp_alerts.length > 0)
    expect(cases.map(fires).toSorted()).toEqual([false, true])
  })
})

it('names jobs and components only that there are', () => {
  const names = rules.flatMap(({ annotations }) =>
    Object.values(annotations).flatMap((text) => [...text.matchAll(/\bmsctl (?:logs|restart|scale) ([a-z-]+)/g)]),
  )
  expect(names.length).toBeGreaterThan(0)
  for (const [, name] of names) expect(Object.keys(catalogue)).toContain(name)
})
