import { renderTable } from '../cli/src/ui/table.ts'
import { medianRatio, type Ratio, renderRatios } from './harness/ratio.ts'
import type { Measured } from './measure-registrations.ts'
import { median } from './median.ts'
import type { Subject } from './register-subjects.ts'

/** A subject at so many connections, and what came of it in each round. */
export interface Series {
  readonly subject: Subject
  readonly connections: number
  readonly measured: Measured[]
}

/** Medians of all rounds, what each used of the machine, and the ratios with their goals. */
export function renderRegistrations(series: readonly Series[]): string {
  return [ratesTable(series), usageTable(series), renderRatios(ratiosOf(series))].map((part) => `\n${part}`).join('\n')
}

function ratesTable(series: readonly Series[]): string {
  const rows = series.map((one) => [
    one.subject.name,
    String(one.connections),
    medianOf(one, ({ rate }) => rate).toFixed(0),
    medianOf(one, ({ effectiveRate }) => effectiveRate).toFixed(0),
    meanMs(one).toFixed(2),
    medianOf(one, ({ load }) => load.p50).toFixed(1),
    medianOf(one, ({ load }) => load.p99).toFixed(1),
  ])
  const header = ['', 'CONNECTIONS', 'A SECOND', 'WITH EFFECTS', 'MEAN MS', 'P50', 'P99']
  return renderTable(rows, { header, right: [1, 2, 3, 4, 5, 6] })
}

function usageTable(series: readonly Series[]): string {
  const rows = series.flatMap((one) =>
    Object.keys(one.measured[0]?.cpuMicroseconds ?? {}).map((name, index) => [
      index === 0 ? `${one.subject.name}, ${one.connections}` : '',
      name,
      medianOf(one, ({ cpuMicroseconds }) => cpuMicroseconds[name] ?? 0).toFixed(0),
      (medianOf(one, ({ residentBytes }) => residentBytes[name] ?? 0) / 1e6).toFixed(0),
    ]),
  )
  return renderTable(rows, { header: ['', 'PROCESS', 'CPU µs EACH', 'RSS MB'], right: [2, 3] })
}

function ratiosOf(series: readonly Series[]): readonly Ratio[] {
  const find = (name: string, connections: number): Series => {
    const found = series.find((one) => one.subject.name === name && one.connections === connections)
    if (found === undefined) throw new Error(`no series "${name}" at ${connections}`)
    return found
  }
  const [ours, peer] = [find('ours', 32), find('peer', 32)]
  const ratio = (other: Series, value: (measured: Measured) => number): number =>
    medianRatio(ours.measured.map(value), other.measured.map(value))
  const rates = (other: Series): number => ratio(other, ({ rate }) => rate)
  return [
    { what: 'ours ÷ peer', value: rates(peer), goal: { atLeast: 15 } },
    { what: 'ours ÷ bare loop, one row', value: rates(find('bare loop, one row', 32)), goal: { atLeast: 0.4 } },
    { what: 'ours ÷ bare loop, in groups', value: rates(find('bare loop, in groups', 32)), goal: { atLeast: 0.4 } },
    { what: "p99, ours ÷ peer's", value: ratio(peer, ({ load }) => load.p99), goal: { atMost: 1 } },
    {
      what: 'ms at 1: ours − window 0',
      value: meanMs(find('ours', 1)) - meanMs(find('ours, window 0', 1)),
      goal: { atMost: 2 },
    },
  ]
}

/** Exact to less than the whole milliseconds in which autocannon counts: each connection always has one request under way. */
function meanMs(series: Series): number {
  return medianOf(series, ({ rate }) => (1000 * series.connections) / rate)
}

function medianOf(series: Series, value: (measured: Measured) => number): number {
  return median(series.measured.map(value))
}
