import { readSync } from 'node:fs'

const blockBytes = 64 * 1024
const lineFeed = 0x0a

export interface TailOffset {
  /** Where the last lines begin. */
  readonly offset: number
  /** How many there are: fewer than wanted when the file is short. */
  readonly lines: number
}

/** Looks backwards from `size`, so that the end of a large file costs as much as that of a small one. */
export function tailOffset(descriptor: number, size: number, wanted: number): TailOffset {
  if (wanted === 0) return { offset: size, lines: 0 }
  const block = Buffer.alloc(Math.min(blockBytes, size))
  let lines = 0
  let end = size
  while (end > 0) {
    const start = Math.max(0, end - block.length)
    const length = readSync(descriptor, block, 0, end - start, start)
    for (let index = length - 1; index >= 0; index--) {
      // The line feed at the very end ends the last line and begins no other.
      if (block[index] !== lineFeed || start + index === size - 1) continue
      lines++
      if (lines === wanted) return { offset: start + index + 1, lines }
    }
    end = start
  }
  return { offset: 0, lines: size === 0 ? 0 : lines + 1 }
}
