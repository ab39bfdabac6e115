/** A number from 0 (inclusive) to 1 (exclusive), as faker asks for it. */
export interface SeededRandom {
  next(): number
  seed(seed: number | number[]): void
}

/** splitmix32: seeding costs nothing, unlike faker's own generator, so that each user can have a seed of its own. */
export function createSeededRandom(): SeededRandom {
  let state = 0
  const nextWord = (): number => {
    state = (state + 0x9e3779b9) | 0
    let word = state ^ (state >>> 16)
    word = Math.imul(word, 0x21f0aaad)
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
    return (word ^ (word >>> 15)) >>> 0
  }
  return {
    next: () => nextWord() / 0x1_0000_0000,
    seed(seed) {
      state = 0
      for (const part of Array.isArray(seed) ? seed : [seed]) {
        state ^= part | 0
        state = nextWord() | 0
      }
    },
  }
}

/** 32 bits of a text (FNV-1a). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
