export interface Frame {
  /** 1: stdout, 2: stderr. */
  readonly stream: number
  readonly bytes: Buffer
}

const headerBytes = 8

/** The frames of an attached stream that comes in pieces: a byte for the stream, three unused, four for the length, then that many bytes. */
export function createFrameReader(): { push(chunk: Buffer): readonly Frame[] } {
  let pending: Buffer = Buffer.alloc(0)
  return {
    push(chunk) {
      let rest = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
      const frames: Frame[] = []
      while (rest.length >= headerBytes) {
        const end = headerBytes + rest.readUInt32BE(4)
        if (rest.length < end) break
        frames.push({ stream: rest[0] ?? 1, bytes: rest.subarray(headerBytes, end) })
        rest = rest.subarray(end)
      }
      pending = rest
      return frames
    },
  }
}
