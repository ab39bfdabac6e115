import type { SeedResult } from '../actions/seed.ts'
import { formatCount, formatSeconds } from '../lib/units.ts'
import type { Pen } from './pen.ts'

/** The receipt of `seed`. `again` is the command that goes on with the rest. */
export function renderSeed(result: SeedResult, again: string, pen: Pen): string {
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
    `Ledger ${result.ledger}     Next: ${isGood ? 'msctl check' : again}`,
  ].join('\n')
}
