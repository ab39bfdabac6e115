import type { Sample } from '../checks/prometheus-query.ts'
import { renderTable } from './table.ts'

/** Samples as a table: a column for each label that any of them has. */
export function renderSamples(samples: readonly Sample[]): string {
  if (samples.length === 0) return 'no samples'
  const names = [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))].toSorted(metricFirst)
  const rows = samples.map(({ labels, value }) => [...names.map((name) => labels[name] ?? ''), String(value)])
  const header = [...names.map((name) => (name === '__name__' ? 'METRIC' : name.toUpperCase())), 'VALUE']
  return renderTable(rows, { header, right: [names.length] })
}

function metricFirst(a: string, b: string): number {
  if (a === '__name__' || b === '__name__') return a === '__name__' ? -1 : 1
  return a.localeCompare(b)
}
