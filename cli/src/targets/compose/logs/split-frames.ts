/** The texts of an attached stream's frames: a byte for the stream, three unused, four for the length, then that many bytes. */
export function splitFrames(buffer: Buffer): readonly string[] {
  const texts: string[] = []
  let offset = 0
  while (offset + 8 <= buffer.length) {
    const end = offset + 8 + buffer.readUInt32BE(offset + 4)
    texts.push(buffer.toString('utf8', offset + 8, end))
    offset = end
  }
  return texts
}
