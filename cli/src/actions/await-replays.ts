import { setTimeout as sleep } from 'node:timers/promises'
import type { CheckContext } from '../checks/check-context.ts'
import { readLag } from '../checks/read-lag.ts'
import type { DeadLetter } from '../probes/dead-letter.ts'
import { scanLetters } from '../probes/read-letters.ts'
import { type PartitionOffsets, readTopicOffsets } from '../probes/topic-offsets.ts'

export type Ending =
  | { readonly kind: 'handled' }
  /** It became a dead letter again: this one. */
  | { readonly kind: 'dead-lettered'; readonly letter: DeadLetter }
  | { readonly kind: 'waiting' }

/** Of a message on the stack's topic. */
interface Sent {
  readonly partition: number
  readonly offset: number | null
}

/**
 * Waits until notification-service has committed what was sent, but not longer than the limit. What it cannot handle it puts among
 * the dead letters before it commits; so whatever was committed and is not there was handled.
 */
export async function awaitReplays(
  { stack, admin, kafka, signal }: Pick<CheckContext, 'stack' | 'admin' | 'kafka' | 'signal'>,
  sent: readonly Sent[],
  dlq: { readonly topic: string; readonly offsets: readonly PartitionOffsets[] },
  timeoutMs: number,
): Promise<(replay: Sent) => Ending> {
  const deadline = Date.now() + timeoutMs
  const committed = new Map<number, number>()
  const isCommitted = ({ partition, offset }: Sent): boolean =>
    offset !== null && offset < (committed.get(partition) ?? 0)
  for (let pauseMs = 50; ; pauseMs = Math.min(2 * pauseMs, 500)) {
    for (const one of await readLag(await admin(), stack.topic)) committed.set(one.partition, one.committed)
    const restMs = deadline - Date.now()
    if (sent.every(isCommitted) || restMs <= 0) break
    await sleep(Math.min(pauseMs, restMs), undefined, { signal })
  }
  const since = new Map(dlq.offsets.map(({ partition, end }) => [partition, end]))
  const ranges = (await readTopicOffsets(await admin(), dlq.topic)).map(({ partition, first, end }) => ({
    partition,
    from: Math.max(first, since.get(partition) ?? first),
    end,
  }))
  const letters = await scanLetters(await kafka(), dlq.topic, ranges, signal)
  const fromTopic = letters.filter(({ origin }) => origin?.topic === stack.topic)
  const byOrigin = new Map(fromTopic.map((letter) => [`${letter.origin?.partition}/${letter.origin?.offset}`, letter]))
  return (replay) => {
    const letter = byOrigin.get(`${replay.partition}/${replay.offset}`)
    if (letter !== undefined) return { kind: 'dead-lettered', letter }
    return { kind: isCommitted(replay) ? 'handled' : 'waiting' }
  }
}
