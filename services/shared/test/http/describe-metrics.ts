/**
 * What dashboards and alerts rely on, one line a series: name, type and labels, with all values of those labels whose values
 * are fixed. Node's own (`nodejs_`) and the process' depend on platform and version and are left out.
 */
export function describeMetrics(exposition: string): string {
  const types = new Map<string, string>()
  const series = new Map<string, Map<string, Set<string>>>()
  for (const line of exposition.split('\n')) {
    const [, named, type] = /^# TYPE (\w+) (\w+)$/.exec(line) ?? []
    if (named !== undefined && type !== undefined) types.set(named, type)
    const [, name, labels = ''] = /^(\w+)(?:\{(.*)\})? \S+$/.exec(line) ?? []
    if (name === undefined || /^(?:nodejs|process)_/.test(name)) continue
    const values = series.get(name) ?? new Map<string, Set<string>>()
    series.set(name, values)
    for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g)) {
      values.set(label, (values.get(label) ?? new Set()).add(value))
    }
  }
  const lines = [...series].map(([name, labels]) => `${name} ${typeOf(name, types)}${describeLabels(labels)}`)
  return `${lines.sort().join('\n')}\n`
}

function typeOf(name: string, types: ReadonlyMap<string, string>): string {
  return types.get(name) ?? types.get(name.replace(/_(?:bucket|sum|count)$/, '')) ?? 'untyped'
}

/** Buckets are in order of size; the rest as text. */
function describeLabels(labels: ReadonlyMap<string, ReadonlySet<string>>): string {
  return [...labels]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([label, values]) => `\n  ${label}: ${(label === 'le' ? [...values] : [...values].sort()).join(' ')}`)
    .join('')
}
