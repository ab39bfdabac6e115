import { setTimeout as sleep } from 'node:timers/promises'
import { whyForeign } from '../stack/stack.ts'
import type { CheckContext } from './check-context.ts'
import { countOutbox } from './count-rows.ts'
import { type PartitionLag, readLag } from './read-lag.ts'

export interface Settlement {
  /** Nothing waited in the outbox or on the topic at `at`. */
  readonly isSettled: boolean
  readonly lag: readonly PartitionLag[]
  readonly outboxRows: number
  readonly waitedMs: number
  readonly at: number
}

/** Waits until nothing is on its way, but not longer than the context allows; then what is still on its way is the answer. */
export async function settle({ stack, admin, mysql, timeoutMs, signal }: CheckContext): Promise<Settlement> {
  const start = Date.now()
  const hasOutbox = whyForeign(stack, ['user-service']) === undefined
  for (let pauseMs = 50; ; pauseMs = Math.min(2 * pauseMs, 500)) {
    signal.throwIfAborted()
    // The outbox first: what leaves it meanwhile is then seen on the topic.
    const outboxRows = hasOutbox ? await countOutbox(await mysql()) : 0
    const lag = await readLag(await admin(), stack.topic)
    const isSettled = outboxRows === 0 && lag.every((partition) => partition.lag === 0)
    const waitedMs = Date.now() - start
    if (isSettled || waitedMs >= timeoutMs) return { isSettled, lag, outboxRows, waitedMs, at: Date.now() }
    await sleep(pauseMs, undefined, { signal })
  }
}
