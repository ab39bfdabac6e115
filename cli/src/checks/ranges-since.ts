import type { PartitionOffsets } from '../probes/topic-offsets.ts'
import type { OffsetAt } from './baseline.ts'

export interface ClosedRange {
  readonly partition: number
  readonly from: number
  readonly end: number
}

/** From the baseline up to the present end; from the earliest offset where there is no baseline, or none that can be (a topic made anew). */
export function rangesSince(
  baseline: readonly OffsetAt[] | undefined,
  offsets: readonly PartitionOffsets[],
): readonly ClosedRange[] {
  return offsets.map(({ partition, first, end }) => {
    const known = baseline?.find((one) => one.partition === partition)?.offset ?? first
    return { partition, from: known > end ? first : Math.max(known, first), end }
  })
}
