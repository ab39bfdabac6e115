import type { LogPosition } from './log-position.ts'
import type { StampedLine } from './stamped-line.ts'

type Batches = AsyncIterable<readonly StampedLine[]>

/** The same lines, the position told of each; those of before `since` count as read and are left out. */
export async function* markRead(
  batches: Batches,
  position: LogPosition | undefined,
  since?: Date,
): AsyncGenerator<readonly StampedLine[]> {
  for await (const lines of batches) {
    for (const { stamp } of lines) position?.pass(stamp)
    yield since ? lines.filter(({ time }) => time >= since) : lines
  }
}

/** As markRead, of what is read from the position on: without those that were had already, some of which come again. */
export function markUnread(
  batches: Batches,
  position: LogPosition,
  since: Date | undefined,
): AsyncGenerator<readonly StampedLine[]> {
  return markRead(without(batches, position.fromHere()), position, since)
}

async function* without(batches: Batches, wasHad: (stamp: string) => boolean): AsyncGenerator<readonly StampedLine[]> {
  for await (const lines of batches) yield lines.filter(({ stamp }) => !wasHad(stamp))
}
