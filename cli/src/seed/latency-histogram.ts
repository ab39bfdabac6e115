/** Durations in buckets 1 % wide: as much memory for ten million as for ten. */
export interface LatencyHistogram {
  record(ms: number): void
  /** Milliseconds below which that share of all durations lies, within 1 %; 0 when there are none. */
  percentile(share: number): number
}

const growth = Math.log(1.01)
const smallestMs = 0.01
const buckets = 1800

export function createLatencyHistogram(): LatencyHistogram {
  const counts = new Uint32Array(buckets)
  let total = 0
  return {
    record(ms) {
      const bucket = Math.ceil(Math.log(Math.max(ms, smallestMs) / smallestMs) / growth)
      const index = Math.min(bucket, buckets - 1)
      counts[index] = (counts[index] ?? 0) + 1
      total++
    },
    percentile(share) {
      const rank = Math.ceil(share * total)
      let seen = 0
      for (const [bucket, count] of counts.entries()) {
        seen += count
        if (seen >= rank && count > 0) return smallestMs * Math.exp(bucket * growth)
      }
      return 0
    },
  }
}
