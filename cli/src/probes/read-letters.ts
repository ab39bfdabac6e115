import type { Kafka } from 'kafkajs'
import { type DeadLetter, type FullDeadLetter, letterId, type Place, toDeadLetter } from './dead-letter.ts'
import { type OffsetRange, readTopic } from './read-topic.ts'

/** The dead letters of those ranges in the order in which they died, without their payloads. */
export async function scanLetters(
  kafka: Kafka,
  topic: string,
  ranges: readonly OffsetRange[],
  signal: AbortSignal,
): Promise<readonly DeadLetter[]> {
  const letters: DeadLetter[] = []
  await readTopic(kafka, {
    topic,
    ranges,
    signal,
    onMessage: (message, partition) => letters.push(toDeadLetter(topic, partition, message)),
  })
  signal.throwIfAborted()
  return letters.toSorted(byTime)
}

/** Those letters with their payloads, in the order given; one that is not there any more is left out. */
export async function readLetters(
  kafka: Kafka,
  topic: string,
  wanted: readonly Pick<Place, 'partition' | 'offset'>[],
  signal: AbortSignal,
): Promise<readonly FullDeadLetter[]> {
  const ids = new Set(wanted.map(letterId))
  const found = new Map<string, FullDeadLetter>()
  await readTopic(kafka, {
    topic,
    ranges: rangesAround(wanted),
    signal,
    onMessage: (message, partition) => {
      const id = letterId({ partition, offset: Number(message.offset) })
      if (ids.has(id)) found.set(id, { ...toDeadLetter(topic, partition, message), message })
    },
  })
  signal.throwIfAborted()
  return [...ids].flatMap((id) => found.get(id) ?? [])
}

function rangesAround(places: readonly Pick<Place, 'partition' | 'offset'>[]): readonly OffsetRange[] {
  const ranges = new Map<number, { readonly partition: number; from: number; end: number }>()
  for (const { partition, offset } of places) {
    const range = ranges.get(partition) ?? { partition, from: offset, end: offset + 1 }
    ranges.set(partition, range)
    range.from = Math.min(range.from, offset)
    range.end = Math.max(range.end, offset + 1)
  }
  return [...ranges.values()]
}

function byTime(a: DeadLetter, b: DeadLetter): number {
  return a.time.localeCompare(b.time) || a.place.partition - b.place.partition || a.place.offset - b.place.offset
}
