/** A variable of a dashboard, as its file has it. */
export interface TemplateVariable {
  readonly name: string
  readonly allValue?: string | null
  readonly current?: { readonly value?: string | readonly string[] }
}

export interface DashboardTimes {
  readonly scrapeIntervalMs: number
  /** What the dashboard shows when it is opened: "now-15m". */
  readonly from: string | undefined
}

/** The variables that Grafana itself knows; the shortest that they can be. */
export function builtInVariables({ scrapeIntervalMs, from }: DashboardTimes): ReadonlyMap<string, string> {
  const rangeMs = rangeOf(from)
  return new Map([
    ['__interval', `${scrapeIntervalMs}ms`],
    ['__interval_ms', String(scrapeIntervalMs)],
    ['__rate_interval', `${4 * scrapeIntervalMs}ms`],
    ['__range', `${rangeMs}ms`],
    ['__range_ms', String(rangeMs)],
    ['__range_s', String(rangeMs / 1000)],
  ])
}

/** A dashboard's own variables, with what is chosen when it is opened. */
export function ownVariables(variables: readonly TemplateVariable[]): ReadonlyMap<string, string> {
  return new Map(variables.map((variable) => [variable.name, chosenValue(variable)]))
}

/** Variables as Grafana writes them: $name, ${name}, ${name:format}, [[name]]. What it does not know stays as it is. */
export function fillVariables(promql: string, values: ReadonlyMap<string, string>): string {
  return promql.replaceAll(
    /\$(\w+)|\$\{(\w+)(?::[^}]*)?\}|\[\[(\w+)(?::\w+)?\]\]/g,
    (text, plain?: string, braced?: string, bracketed?: string) =>
      values.get(plain ?? braced ?? bracketed ?? '') ?? text,
  )
}

function chosenValue({ current, allValue }: TemplateVariable): string {
  const chosen = [current?.value ?? []].flat()
  if (chosen.length === 0 || chosen.includes('$__all')) return allValue || '.*'
  return chosen.length === 1 ? String(chosen[0]) : `(${chosen.join('|')})`
}

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

function rangeOf(from: string | undefined): number {
  const [, count, unit] = /^now-(\d+)([smhd])$/.exec(from ?? '') ?? []
  return count === undefined ? unitMs.h : Number(count) * unitMs[unit as keyof typeof unitMs]
}
