import type { Labels, Sample } from './prometheus-query.ts'

/** A sample as documents hold it. */
export interface SampleJson {
  readonly labels: Labels
  /** A text for NaN and infinity, which JSON has no numbers for. */
  readonly value: number | string
  /** ISO 8601. */
  readonly at: string
}

export function toSampleJson({ labels, value, at }: Sample): SampleJson {
  return { labels, value: Number.isFinite(value) ? value : String(value), at: new Date(at).toISOString() }
}
