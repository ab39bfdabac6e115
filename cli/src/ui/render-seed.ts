import type { SeedResult } from '../actions/seed.ts'
import { formatCount, formatSeconds } from '../lib/units.ts'
import type { Pen } from './pen.ts'

export interface NextCommands {
  readonly check: string
  /** Goes on with the rest. */
  readonly again: string
}

/** The receipt of `seed`, and what to do next. */
export function renderSeed(result: SeedResult, next: NextCommands, pen: Pen): string {
  const { accepted, alreadyPresent, refused, unknown, durationMs, ratePerSecond, latencyMs } = result
  const isGood = result.end === 'complete' && refused === 0 && unknown === 0
  const symbol = isGood ? pen.paint('green', pen.symbols.ok) : pen.paint('red', pen.symbols.fail)
  const counts = [
    `${formatCount(accepted)} accepted`,
    `${formatCount(alreadyPresent)} already present`,
    `${formatCount(refused)} refused`,
    `${formatCount(unknown)} unknown`,
    ...(result.doneBefore > 0 ? [`${formatCount(result.doneBefore)} done before`] : []),
  ].join(', ')
  const times = `p50 ${latencyMs.p50.toFixed(1)}  p95 ${latencyMs.p95.toFixed(1)}  p99 ${latencyMs.p99.toFixed(1)} ms`
  return [
    `${symbol} ${counts} in ${formatSeconds(durationMs)} (${formatCount(ratePerSecond)}/s)   ${times}`,
    ...(result.lastTrouble === undefined ? [] : [`  last trouble: ${result.lastTrouble}`]),
    `Ledger ${result.ledger}     Next: ${isGood ? next.check : next.again}`,
  ].join('\n')
}
