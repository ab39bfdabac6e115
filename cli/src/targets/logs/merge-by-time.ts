import type { StampedLine } from './stamped-line.ts'

type Batches = AsyncIterator<readonly StampedLine[]>

/** The lines of all logs in order of time; the order within one log is kept. Takes from each no more than it needs. */
export async function* mergeByTime(logs: readonly Batches[]): AsyncGenerator<StampedLine> {
  const heads = await Promise.all(logs.map(openHead))
  for (;;) {
    let earliest: Head | undefined
    for (const head of heads) {
      const line = head.lines[head.next]
      const best = earliest?.lines[earliest.next]
      if (line && (best === undefined || line.stamp < best.stamp)) earliest = head
    }
    const line = earliest?.lines[earliest.next]
    if (earliest === undefined || line === undefined) return
    earliest.next++
    if (earliest.next === earliest.lines.length) await refill(earliest)
    yield line
  }
}

/** The lines of a log that come next; none at its end. */
interface Head {
  readonly log: Batches
  lines: readonly StampedLine[]
  next: number
}

async function openHead(log: Batches): Promise<Head> {
  const head: Head = { log, lines: [], next: 0 }
  await refill(head)
  return head
}

async function refill(head: Head): Promise<void> {
  head.next = 0
  do {
    const { done, value } = await head.log.next()
    head.lines = done ? [] : value
    if (done) return
  } while (head.lines.length === 0)
}
