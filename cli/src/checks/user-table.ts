/** What was seen of a user. */
export const userSeenIn = { users: 1, events: 2, accepted: 4, doubled: 8 } as const

/** Users by id with what was seen of each, in flat arrays: 18 bytes a user and up. */
export interface UserTable {
  /** Marks a user, from 1. Returns the bits that were set before. */
  add(id: number, bit: number): number
  get(id: number): number
  /** Ids and their bits. */
  rows(): Generator<readonly [number, number]>
}

export function createUserTable(expected = 1024): UserTable {
  let capacity = 1 << Math.ceil(Math.log2(Math.max(expected, 16) * 2))
  let ids = new Float64Array(capacity)
  let seen = new Uint8Array(capacity)
  let size = 0

  const slotOf = (id: number): number => {
    let slot = Math.imul(id ^ (id / 0x1_0000_0000), 0x9e3779b1) >>> 0
    slot = (slot ^ (slot >>> 16)) & (capacity - 1)
    while (seen[slot] !== 0 && ids[slot] !== id) slot = (slot + 1) & (capacity - 1)
    return slot
  }
  const grow = (): void => {
    const old = { ids, seen }
    capacity *= 2
    ids = new Float64Array(capacity)
    seen = new Uint8Array(capacity)
    for (const [from, bits] of old.seen.entries()) {
      if (bits === 0) continue
      const id = old.ids[from] ?? 0
      const slot = slotOf(id)
      ids[slot] = id
      seen[slot] = bits
    }
  }
  return {
    add(id, bit) {
      const slot = slotOf(id)
      const before = seen[slot] ?? 0
      ids[slot] = id
      seen[slot] = before | bit
      if (before === 0 && ++size * 3 > capacity * 2) grow()
      return before
    },
    get: (id) => seen[slotOf(id)] ?? 0,
    *rows() {
      for (let slot = 0; slot < capacity; slot++) {
        const bits = seen[slot] ?? 0
        if (bits !== 0) yield [ids[slot] ?? 0, bits]
      }
    },
  }
}
