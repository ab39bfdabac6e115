export interface Page<T> {
  readonly items: readonly T[]
  readonly next_after: number | null
}

/** A page from rows in order of id, of which one more than the limit was asked for: so the last page knows that it is. */
export function toPage<T extends { readonly id: number }>(rows: readonly T[], limit: number): Page<T> {
  const items = rows.slice(0, limit)
  return { items, next_after: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
