import { expect, it } from 'vitest'
import { createLatencyHistogram } from '../../src/seed/latency-histogram.ts'

it('finds percentiles within one percent', () => {
  const histogram = createLatencyHistogram()
  for (let ms = 1; ms <= 1000; ms++) histogram.record(ms)
  for (const [share, expected] of [
    [0.5, 500],
    [0.95, 950],
    [0.99, 990],
    [1, 1000],
  ] as const) {
    const found = histogram.percentile(share)
    expect(Math.abs(found - expected) / expected).toBeLessThanOrEqual(0.01)
  }
})

it('is not moved by the order', () => {
  const [up, down] = [createLatencyHistogram(), createLatencyHistogram()]
  for (let ms = 1; ms <= 100; ms++) {
    up.record(ms)
    down.record(101 - ms)
  }
  expect(up.percentile(0.9)).toBe(down.percentile(0.9))
})

it('is 0 without durations, and takes the absurd', () => {
  const histogram = createLatencyHistogram()
  expect(histogram.percentile(0.5)).toBe(0)
  histogram.record(0)
  histogram.record(1e12)
  expect(histogram.percentile(0.5)).toBeCloseTo(0.01)
  expect(histogram.percentile(1)).toBeGreaterThan(100_000)
})
