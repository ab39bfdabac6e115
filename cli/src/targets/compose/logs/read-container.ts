import { type StampedLine, timeOf } from '../../logs/stamped-line.ts'
import type { LogLine } from '../../target.ts'
import type { EngineEndpoint } from '../engine/engine-endpoint.ts'
import { streamEngine } from '../engine/stream-engine.ts'
import { type RawLine, splitLines } from './split-lines.ts'

/** Which container, and whose lines it writes. */
export interface LogSource extends Pick<LogLine, 'component' | 'replica'> {
  readonly id: string
}

export interface ReadOptions {
  /** Unix time in seconds. */
  readonly since?: string | undefined
  /** Only that many of the last lines. */
  readonly tail?: number | undefined
  /** Goes on until the container stops. */
  readonly isFollowed: boolean
  /** Another stream will go on where this one ends: a line that has no end yet is left to it. */
  readonly isContinued?: boolean
}

/**
 * What a container wrote, across all its starts, a batch at a time and no faster than it is taken. Nothing for one that is gone.
 * Rejects as streamEngine does; a line that was cut off by that was not given.
 */
export async function* readContainer(
  endpoint: EngineEndpoint,
  { id, component, replica }: LogSource,
  { since, tail, isFollowed, isContinued = false }: ReadOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly StampedLine[]> {
  const query = {
    stdout: '1',
    stderr: '1',
    timestamps: '1',
    ...(isFollowed && { follow: '1' }),
    ...(since !== undefined && { since }),
    ...(tail !== undefined && { tail: String(tail) }),
  }
  const stream = await streamEngine(endpoint, `/containers/${id}/logs`, query, signal)
  if (stream === undefined) return
  const toLine = ({ stamp, text }: RawLine): StampedLine => ({ component, replica, time: timeOf(stamp), text, stamp })
  const splitter = splitLines()
  for await (const piece of stream) {
    const lines = splitter.push(piece)
    if (lines.length > 0) yield lines.map(toLine)
  }
  const rest = isContinued ? [] : splitter.rest()
  if (rest.length > 0) yield rest.map(toLine)
}
