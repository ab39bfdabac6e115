import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { isCanary } from '../../shared/src/event-contract.ts'
import type { ReceivedEvent } from './received-event.ts'

export interface EventMetrics {
  consumed(event: ReceivedEvent): void
  duplicated(event: ReceivedEvent): void
  deadLettered(): void
  /** Messages by partition that wait, of the partitions that this replica has; nothing when it is not known. */
  lag(byPartition: ReadonlyMap<number, number> | undefined): void
}

/** Canaries are not counted. */
export function createEventMetrics(registry: Registry): EventMetrics {
  const registers = [registry]
  const counter = (name: string, help: string) => new Counter({ name, help, registers })
  const consumed = counter('events_consumed_total', 'Distinct events that this replica stored as notifications.')
  const duplicated = counter('events_duplicated_total', 'Events that came again and had no effect.')
  const deadLettered = counter('events_dead_lettered_total', 'Messages that went to the dead-letter topic.')
  // Python's client exposes one for each counter; dashboards made for it ask for this one
  new Gauge({
    name: 'events_consumed_created',
    help: 'When events_consumed_total began.',
    registers,
  }).setToCurrentTime()
  const delivery = new Histogram({
    name: 'event_delivery_seconds',
    help: 'From the registration being written to its notification being stored.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  })
  const lag = new Gauge({
    name: 'consumer_lag',
    help: 'Messages that wait, by partition that this replica has.',
    labelNames: ['partition'],
    registers,
  })
  return {
    consumed: ({ email, writtenAt }) => {
      if (isCanary(email)) return
      consumed.inc()
      // clocks of two hosts may differ
      if (writtenAt) delivery.observe(Math.max(0, Date.now() - writtenAt.getTime()) / 1000)
    },
    duplicated: ({ email }) => {
      if (!isCanary(email)) duplicated.inc()
    },
    deadLettered: () => deadLettered.inc(),
    lag: (byPartition = new Map()) => {
      lag.reset()
      for (const [partition, waiting] of byPartition) lag.set({ partition: String(partition) }, waiting)
    },
  }
}
