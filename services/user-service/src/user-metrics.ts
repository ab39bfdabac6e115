import { Counter, Gauge, type Registry } from 'prom-client'
import { CANARY_DOMAIN, isCanary, parseEvent } from '../../shared/src/event-contract.ts'
import type { OutboxEvent } from './outbox-event.ts'

export interface UserMetrics {
  registered(email: string): void
  published(events: readonly OutboxEvent[]): void
}

/** Canaries are not counted. `outbox_pending` is asked for at each scrape and absent when MySQL does not answer. */
export function createUserMetrics(registry: Registry, countOutbox: () => Promise<number>): UserMetrics {
  const registers = [registry]
  const registered = new Counter({
    name: 'users_registered_total',
    help: 'Users registered by this replica.',
    registers,
  })
  const published = new Counter({
    name: 'outbox_published_total',
    help: 'Events that the relay of this replica put on the topic and deleted from the outbox.',
    registers,
  })
  new Gauge({
    name: 'outbox_pending',
    help: 'Events in the outbox that are not published yet; the same outbox for all replicas.',
    registers,
    async collect() {
      const pending = await countOutbox().catch(() => undefined)
      if (pending === undefined) this.remove()
      else this.set(pending)
    },
  })
  return {
    registered: (email) => {
      if (!isCanary(email)) registered.inc()
    },
    published: (events) => {
      const canaries = events.filter(({ payload }) => mayBeCanary(payload) && isCanary(parseEvent(payload).data.email))
      published.inc(events.length - canaries.length)
    },
  }
}

/** As ours are written, in lower case. Reading thousands of events a second only to count them would cost as much as sending them. */
const mayBeCanary = (payload: string): boolean => payload.includes(CANARY_DOMAIN)
