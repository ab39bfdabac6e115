import type { StampedLine } from '../../logs/stamped-line.ts'
import { toSeconds } from '../../logs/to-seconds.ts'
import type { EngineEndpoint } from '../engine/engine-endpoint.ts'
import { findPrevious } from './find-previous.ts'
import { type LogSource, readContainer } from './read-container.ts'

/** What a container wrote in its life before the one that runs now, a batch at a time. */
export async function* previousLines(
  endpoint: EngineEndpoint,
  source: LogSource,
  { since, tail }: { readonly since?: Date; readonly tail?: number },
  signal: AbortSignal,
): AsyncGenerator<readonly StampedLine[]> {
  const period = await findPrevious(endpoint, source.id, signal)
  if (period === undefined) return
  const from = new Date(Math.max(since?.getTime() ?? 0, period.from?.getTime() ?? 0))
  const isInside = ({ time }: StampedLine): boolean =>
    time >= from && (period.before === undefined || time < period.before)
  // The engine's own tail would count from the end of all lives.
  let last: readonly StampedLine[] = []
  for await (const lines of readContainer(endpoint, source, { since: toSeconds(from), isFollowed: false }, signal)) {
    const inside = lines.filter(isInside)
    if (tail === undefined) yield inside
    else last = [...last, ...inside].slice(-Math.max(tail, 1))
  }
  yield last
}
