/** Where an event was seen; bits, so that one byte an event holds them all. */
export const seenIn = { topic: 1, outbox: 2, inbox: 4, notifications: 8, canary: 16 } as const

/**
 * Events by id with what was seen of each, in a few flat arrays: about 50 bytes an event, where a Map of texts takes 200.
 * A slot stays the same only until the next `add`.
 */
export interface EventTable {
  readonly size: number
  /** Marks an event, adding it when it is new. The user id is kept from whoever knows it first. Returns whether that bit was set before. */
  add(id: Uint8Array, bit: number, userId: number | undefined): boolean
  get(id: Uint8Array): EventRow | undefined
  /** All events; the row is the same object each time. */
  rows(): Generator<EventRow>
}

export interface EventRow {
  /** Sixteen bytes; valid until the next row. */
  id: Uint8Array
  seen: number
  /** 0: nobody said. */
  userId: number
}

const idBytes = 16

export function createEventTable(expected = 1024): EventTable {
  let capacity = 1 << Math.ceil(Math.log2(Math.max(expected, 16) * 2))
  let ids = new Uint8Array(capacity * idBytes)
  let seen = new Uint8Array(capacity)
  let users = new Float64Array(capacity)
  let size = 0

  const slotOf = (id: Uint8Array): number => {
    let slot = hashId(id) & (capacity - 1)
    while (seen[slot] !== 0 && !sameId(ids, slot * idBytes, id)) slot = (slot + 1) & (capacity - 1)
    return slot
  }
  const put = (id: Uint8Array, bits: number, userId: number): void => {
    const slot = slotOf(id)
    ids.set(id, slot * idBytes)
    seen[slot] = bits
    users[slot] = userId
  }
  const grow = (): void => {
    const old = { ids, seen, users }
    capacity *= 2
    ids = new Uint8Array(capacity * idBytes)
    seen = new Uint8Array(capacity)
    users = new Float64Array(capacity)
    for (const [slot, bits] of old.seen.entries()) {
      if (bits !== 0) put(old.ids.subarray(slot * idBytes, (slot + 1) * idBytes), bits, old.users[slot] ?? 0)
    }
  }
  return {
    get size() {
      return size
    },
    add(id, bit, userId) {
      const slot = slotOf(id)
      const before = seen[slot] ?? 0
      if (before !== 0) {
        seen[slot] = before | bit
        if (users[slot] === 0) users[slot] = userId ?? 0
        return (before & bit) !== 0
      }
      put(id, bit, userId ?? 0)
      size++
      if (size * 3 > capacity * 2) grow()
      return false
    },
    get(id) {
      const slot = slotOf(id)
      return seen[slot] === 0 ? undefined : { id, seen: seen[slot] ?? 0, userId: users[slot] ?? 0 }
    },
    *rows() {
      const row: EventRow = { id: ids, seen: 0, userId: 0 }
      for (let slot = 0; slot < capacity; slot++) {
        if (seen[slot] === 0) continue
        row.id = ids.subarray(slot * idBytes, (slot + 1) * idBytes)
        row.seen = seen[slot] ?? 0
        row.userId = users[slot] ?? 0
        yield row
      }
    },
  }
}

/** All bytes count: the first of a UUIDv7 are the time, alike in all. */
function hashId(id: Uint8Array): number {
  let hash = 0x811c9dc5
  for (const byte of id) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

function sameId(ids: Uint8Array, start: number, id: Uint8Array): boolean {
  for (let index = 0; index < idBytes; index++) {
    if (ids[start + index] !== id[index]) return false
  }
  return true
}
