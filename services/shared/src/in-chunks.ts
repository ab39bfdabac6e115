/** Splits a list in order; a chunk ends before it would hold more than `count` items or `weight` in all. A heavier item is alone. */
export function inChunks<T>(
  items: readonly T[],
  limits: { readonly count: number; readonly weight: number },
  weightOf: (item: T) => number,
): readonly (readonly T[])[] {
  const chunks: T[][] = []
  let weight = 0
  for (const item of items) {
    const own = weightOf(item)
    const last = chunks.at(-1)
    if (last === undefined || last.length >= limits.count || weight + own > limits.weight) {
      chunks.push([item])
      weight = own
    } else {
      last.push(item)
      weight += own
    }
  }
  return chunks
}
