import { stampAt } from '../../logs/stamped-line.ts'
import { createFrameReader, type Frame } from './read-frames.ts'

export interface RawLine {
  readonly stamp: string
  readonly text: string
}

export interface LineSplitter {
  /** The lines that this piece completes. */
  push(chunk: Buffer): readonly RawLine[]
  /** At the end of the stream: what has no end of line. */
  rest(): readonly RawLine[]
}

interface Partial {
  readonly stamp: string
  readonly pieces: Buffer[]
}

const lineFeed = 0x0a

/**
 * Whole lines out of an attached stream with timestamps, which comes in pieces cut anywhere. The engine hands on a long line as several
 * messages of one time, each in a frame of its own with that time before it; a message of another time begins another line.
 */
export function splitLines(): LineSplitter {
  const frames = createFrameReader()
  // Each of the two streams has lines of its own.
  const partials = new Map<number, Partial>()

  function* take({ stream, bytes }: Frame): Generator<RawLine> {
    const found = stampAt(bytes)
    let partial = partials.get(stream)
    if (found && partial && partial.stamp !== found.stamp) {
      yield toLine(partial)
      partial = undefined
    }
    const stamp = found?.stamp ?? partial?.stamp ?? ''
    let rest = bytes.subarray(found?.length ?? 0)
    for (let at = rest.indexOf(lineFeed); at >= 0; at = rest.indexOf(lineFeed)) {
      yield toLine({ stamp, pieces: [...(partial?.pieces ?? []), rest.subarray(0, at)] })
      partial = undefined
      rest = rest.subarray(at + 1)
    }
    if (rest.length === 0) partials.delete(stream)
    else partials.set(stream, { stamp, pieces: [...(partial?.pieces ?? []), rest] })
  }

  return {
    push: (chunk) => frames.push(chunk).flatMap((frame) => [...take(frame)]),
    rest() {
      const lines = [...partials.values()].map(toLine)
      partials.clear()
      return lines
    },
  }
}

function toLine({ stamp, pieces }: Partial): RawLine {
  const bytes = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)
  return { stamp, text: (bytes ?? Buffer.alloc(0)).toString('utf8').replace(/\r$/, '') }
}
