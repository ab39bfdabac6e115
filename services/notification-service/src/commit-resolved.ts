import { setTimeout as sleep } from 'node:timers/promises'
import type { EachBatchPayload } from 'kafkajs'

type Payload = Pick<EachBatchPayload, 'commitOffsetsIfNecessary' | 'uncommittedOffsets' | 'isRunning' | 'isStale'>

/**
 * Commits what is resolved. A coordinator that is not available for a moment is asked again within a second: kafkajs would not, and what
 * is resolved already comes again only with the next event, so that an idle topic would lag until then.
 */
export async function commitResolved(payload: Payload, { tries = 5, pauseMs = 200 } = {}): Promise<void> {
  for (let left = tries - 1; ; left--) {
    try {
      return await payload.commitOffsetsIfNecessary(payload.uncommittedOffsets())
    } catch (error) {
      if (left === 0 || !isPassing(error) || !payload.isRunning() || payload.isStale()) throw error
      await sleep(pauseMs)
    }
  }
}

/** A rebalance passes too, but only once the group was joined anew, which is done after this has failed. */
function isPassing(error: unknown): boolean {
  const { retriable, type } = error as { readonly retriable?: boolean; readonly type?: string }
  return retriable === true && type !== 'REBALANCE_IN_PROGRESS'
}
