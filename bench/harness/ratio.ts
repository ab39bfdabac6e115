import { renderTable } from '../../cli/src/ui/table.ts'
import { median } from '../median.ts'

/** A figure that is to be at least, or at most, its goal. */
export interface Ratio {
  readonly what: string
  readonly value: number
  readonly goal: { readonly atLeast: number } | { readonly atMost: number }
}

export function renderRatios(ratios: readonly Ratio[]): string {
  return renderTable(
    ratios.map(({ what, value, goal }) => {
      const [isReached, words] =
        'atLeast' in goal ? [value >= goal.atLeast, `≥ ${goal.atLeast}`] : [value <= goal.atMost, `≤ ${goal.atMost}`]
      return [what, value.toFixed(2), words, isReached ? 'holds' : 'does not hold']
    }),
    { header: ['RATIO', 'IS', 'GOAL', ''], right: [1] },
  )
}

/** The median of the rounds' ratios: what disturbs the machine for longer than a round disturbs both sides. */
export function medianRatio(ones: readonly number[], others: readonly number[]): number {
  return median(ones.map((one, round) => one / (others[round] ?? Number.NaN)))
}
