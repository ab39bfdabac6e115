import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { MsctlError } from '../errors.ts'
import { builtInVariables, fillVariables, ownVariables, type TemplateVariable } from './fill-variables.ts'

/** A query of a panel. */
export interface PanelQuery {
  readonly kind: 'panel'
  readonly dashboard: string
  /** With the letter of the query where the panel has several. */
  readonly panel: string
  /** As the file has it. */
  readonly query: string
  /** As Prometheus is asked: without variables. */
  readonly promql: string
}

export interface RuleQuery {
  readonly kind: 'rule'
  readonly file: string
  /** Name of the alert, or of the series that the rule records. */
  readonly rule: string
  readonly query: string
  readonly promql: string
}

interface RawPanel {
  readonly title?: string
  readonly panels?: readonly RawPanel[]
  readonly targets?: readonly { readonly refId?: string; readonly expr?: string }[]
}

interface RawDashboard {
  readonly title: string
  readonly time?: { readonly from?: string }
  readonly templating?: { readonly list?: readonly TemplateVariable[] }
  readonly panels?: readonly RawPanel[]
}

interface RawRules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert?: string; readonly record?: string; readonly expr: string }[]
  }[]
}

/** The queries of all dashboards in a folder. MSCTL_CONFIGURATION for a file that is none. */
export function readPanelQueries(folder: string, scrapeIntervalMs: number): readonly PanelQuery[] {
  return filesIn(folder, '.json').flatMap((file) =>
    reading(file, (text) => {
      const { title, time, templating, panels } = JSON.parse(text) as RawDashboard
      if (typeof title !== 'string') throw new Error('it has no title')
      const values = new Map([
        ...ownVariables(templating?.list ?? []),
        ...builtInVariables({ scrapeIntervalMs, from: time?.from }),
      ])
      return flatten(panels ?? []).flatMap(({ title: panel = 'untitled', targets = [] }) =>
        targets.flatMap(({ expr: query, refId }): PanelQuery[] => {
          if (!query) return []
          const name = targets.length > 1 && refId ? `${panel} ${refId}` : panel
          return [{ kind: 'panel', dashboard: title, panel: name, query, promql: fillVariables(query, values) }]
        }),
      )
    }),
  )
}

/** The rules of all rule files in a folder. MSCTL_CONFIGURATION for a file that is none. */
export function readRuleQueries(folder: string): readonly RuleQuery[] {
  return filesIn(folder, '.yml').flatMap((file) =>
    reading(file, (text) =>
      (parse(text) as RawRules).groups.flatMap(({ rules }) =>
        rules.map(({ alert, record, expr }): RuleQuery => {
          const rule = alert ?? record
          if (rule === undefined || typeof expr !== 'string') throw new Error('a rule has no name or no expr')
          return { kind: 'rule', file: basename(file), rule, query: expr, promql: expr }
        }),
      ),
    ),
  )
}

/** A row that is folded holds its panels itself. */
function flatten(panels: readonly RawPanel[]): readonly RawPanel[] {
  return panels.flatMap((panel) => [panel, ...flatten(panel.panels ?? [])])
}

function filesIn(folder: string, ending: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending))
  if (files.length === 0) throw new MsctlError('MSCTL_CONFIGURATION', `no ${ending} file is in ${folder}`)
  return files.toSorted().map((file) => join(folder, file))
}

function reading<T>(file: string, read: (text: string) => T): T {
  try {
    return read(readFileSync(file, 'utf8'))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    throw new MsctlError('MSCTL_CONFIGURATION', `cannot read ${file}: ${reason}`, { cause })
  }
}
