import { Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { createEventMetrics } from '../src/event-metrics.ts'
import { readEvent } from '../src/received-event.ts'
import { messageOf } from './test-messages.ts'

function setUp() {
  const registry = new Registry()
  return { registry, metrics: createEventMetrics(registry) }
}

describe('event metrics', () => {
  it('are there from the start, with these names and types', async () => {
    const text = await setUp().registry.metrics()
    expect(text.split('\n').filter((line) => line.startsWith('# TYPE'))).toEqual([
      '# TYPE events_consumed_total counter',
      '# TYPE events_duplicated_total counter',
      '# TYPE events_dead_lettered_total counter',
      '# TYPE events_consumed_created gauge',
      '# TYPE event_delivery_seconds histogram',
      '# TYPE consumer_lag gauge',
    ])
    expect(text).toMatch(/^events_consumed_total 0$/m)
  })

  it('measure from the registration to now, never below zero', async () => {
    const { registry, metrics } = setUp()
    metrics.consumed(readEvent(messageOf(1)))
    const ahead = new Date(Date.now() + 3_600_000).toISOString()
    metrics.consumed(readEvent(messageOf(2, { headers: { event_time: ahead } })))
    metrics.consumed(readEvent(messageOf(3, { headers: {} })))
    const text = await registry.metrics()
    expect(text).toMatch(/^events_consumed_total 3$/m)
    expect(text).toMatch(/^event_delivery_seconds_count 2$/m)
    const sum = Number(/^event_delivery_seconds_sum (.+)$/m.exec(text)?.[1])
    expect(sum).toBeGreaterThanOrEqual(0.02)
    expect(sum).toBeLessThan(60)
  })

  it('show the lag of the partitions that this replica has now, and none when it is not known', async () => {
    const { registry, metrics } = setUp()
    metrics.lag(
      new Map([
        [0, 5],
        [2, 0],
      ]),
    )
    metrics.lag(new Map([[1, 7]]))
    expect((await registry.metrics()).match(/^consumer_lag.*$/gm)).toEqual(['consumer_lag{partition="1"} 7'])
    metrics.lag(undefined)
    expect(await registry.metrics()).not.toMatch(/^consumer_lag/m)
  })
})
