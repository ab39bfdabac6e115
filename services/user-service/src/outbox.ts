import type { OutboxEvent } from './outbox-event.ts'

/**
 * The right to publish, which one relay of all replicas holds. It ends with the connection on which it is held, and all
 * methods use that connection: who lost the right cannot delete any more.
 */
export interface OutboxLease extends AsyncDisposable {
  /** The oldest events, in order of their rows. */
  read(limit: number): Promise<readonly OutboxEvent[]>
  remove(events: readonly OutboxEvent[]): Promise<void>
}

export interface Outbox {
  /** Waits for the right, calling `onWait` whenever another relay still has it; undefined when aborted meanwhile. */
  acquire(signal: AbortSignal, onWait: () => void): Promise<OutboxLease | undefined>
  /** How many events wait. */
  count(): Promise<number>
}

export interface EventPublisher extends AsyncDisposable {
  /** Returns once all are on the topic, durable as far as the broker is; when it throws, some may be. */
  publish(events: readonly OutboxEvent[]): Promise<void>
}
