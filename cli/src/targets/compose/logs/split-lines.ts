/**
 * Whole lines out of an attached stream that comes in pieces: frames and lines may be cut anywhere. `push` gives the lines that a
 * piece completes, `rest` what was left without an end of line.
 */
export function splitLines(): { push(chunk: Buffer): readonly string[]; rest(): readonly string[] } {
  let frames: Buffer = Buffer.alloc(0)
  // Each of the two streams has lines of its own.
  const partial = new Map<number, Buffer>()
  return {
    push(chunk) {
      frames = frames.length === 0 ? chunk : Buffer.concat([frames, chunk])
      const lines: string[] = []
      while (frames.length >= 8) {
        const end = 8 + frames.readUInt32BE(4)
        if (frames.length < end) break
        const stream = frames[0] ?? 1
        let bytes = Buffer.concat([partial.get(stream) ?? Buffer.alloc(0), frames.subarray(8, end)])
        frames = frames.subarray(end)
        for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10)) {
          lines.push(bytes.toString('utf8', 0, at))
          bytes = bytes.subarray(at + 1)
        }
        partial.set(stream, bytes)
      }
      return lines
    },
    rest() {
      return [...partial.values()].filter(({ length }) => length > 0).map((bytes) => bytes.toString('utf8'))
    },
  }
}
