import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const windowBytes = 64_000

/** The last lines of a file (of its last 64 kB); [] when there is none. */
export function lastLines(file: string, count: number): readonly string[] {
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch {
    return []
  }
  try {
    const { size } = fstatSync(descriptor)
    const length = Math.min(size, windowBytes)
    const buffer = Buffer.alloc(length)
    const read = readSync(descriptor, buffer, 0, length, size - length)
    const lines = buffer.toString('utf8', 0, read).split(/\r?\n/)
    if (lines.at(-1) === '') lines.pop()
    if (size > length) lines.shift()
    return lines.slice(-count)
  } finally {
    closeSync(descriptor)
  }
}
