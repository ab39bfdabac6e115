import { pause } from '../../shared/src/keep-trying.ts'
import type { Readiness } from '../../shared/src/readiness.ts'
import type { EventPublisher, Outbox, OutboxLease } from './outbox.ts'
import type { OutboxEvent } from './outbox-event.ts'
import type { Wake } from './wake.ts'

export const BATCH_SIZE = 500
const POLL_MS = 100
/**
 * Between batches that were not full. The first event after a pause goes at once; under load each batch has more of them, and
 * what a batch costs here, in MySQL, in the broker and in the consumer is paid less often.
 */
const GATHER_MS = 50
/** How long a relay that is told to stop goes on emptying the outbox; what is left waits for the next one. */
const DRAIN_MS = 3_000

export interface Relay {
  readonly outbox: Outbox
  readonly connectPublisher: () => Promise<EventPublisher>
  readonly wake: Wake
  readonly readiness: Readiness
  readonly onPublished: (events: readonly OutboxEvent[]) => void
}

/**
 * Publishes what is in the outbox, in order, until the signal is aborted: read, send, delete. Throws at the first trouble,
 * having given up its lease; to be tried again. An event is deleted only after it was sent: it may be sent twice, never lost.
 */
export async function runRelay(relay: Relay, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const { outbox, connectPublisher, readiness } = relay
  await using publisher = await connectPublisher()
  await using lease = await outbox.acquire(signal, () =>
    readiness.works('relay', 'stands by: another replica publishes'),
  )
  if (lease === undefined) return
  await publishAll(relay, lease, publisher, signal)
}

async function publishAll(
  { wake, readiness, onPublished }: Relay,
  lease: OutboxLease,
  publisher: EventPublisher,
  signal: AbortSignal,
): Promise<void> {
  let drainUntil: number | undefined
  for (;;) {
    const events = await lease.read(BATCH_SIZE)
    if (events.length > 0) {
      await publisher.publish(events)
      await lease.remove(events)
      onPublished(events)
    }
    readiness.works('relay', 'publishes the outbox')
    if (signal.aborted) {
      drainUntil ??= performance.now() + DRAIN_MS
      if (events.length === 0 || performance.now() > drainUntil) return
    } else if (events.length === 0) await wake.wait(POLL_MS, signal)
    else if (events.length < BATCH_SIZE) await pause(GATHER_MS, signal)
  }
}
