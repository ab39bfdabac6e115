import type { Run } from '../../lib/run.ts'
import type { LogLine } from '../target.ts'
import type { StampedLine } from './stamped-line.ts'

/** The lines that `read` gives, until it ends. Its signal aborts with the run, which ends following well, and once nobody takes lines any more. */
export async function* takeLines(
  read: (signal: AbortSignal) => AsyncIterable<StampedLine>,
  isFollowing: boolean,
  run: Pick<Run, 'signal'>,
): AsyncGenerator<LogLine> {
  const ended = new AbortController()
  try {
    for await (const { stamp: _, ...line } of read(AbortSignal.any([run.signal, ended.signal]))) yield line
  } catch (error) {
    if (isFollowing && run.signal.aborted) return
    run.signal.throwIfAborted()
    throw error
  } finally {
    ended.abort()
  }
}
