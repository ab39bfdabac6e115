import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createReadiness } from '../../shared/src/readiness.ts'
import type { EventPublisher, Outbox, OutboxLease } from '../src/outbox.ts'
import type { OutboxEvent } from '../src/outbox-event.ts'
import { BATCH_SIZE, runRelay } from '../src/run-relay.ts'
import { createWake } from '../src/wake.ts'

/** An outbox in memory and what became of it, in order. */
function setUp(count: number, options: { failPublish?: boolean; failRemove?: boolean; lockedFor?: number } = {}) {
  const rows: OutboxEvent[] = []
  const add = (more: number) => {
    for (let index = 0; index < more; index++) {
      rows.push({ id: rows.length + 1, key: String(index), payload: '{}', headers: {} })
    }
  }
  add(count)
  const sent: number[] = []
  const steps: string[] = []
  const stop = new AbortController()
  const lease: OutboxLease = {
    read: async (limit) => {
      const batch = rows.slice(0, limit)
      steps.push(`read ${batch.length}`)
      if (batch.length === 0) stop.abort()
      return batch
    },
    remove: async (events) => {
      if (options.failRemove) throw new Error('connection lost')
      steps.push(`remove ${events.length}`)
      rows.splice(0, events.length)
    },
    [Symbol.asyncDispose]: async () => {
      steps.push('give up lease')
    },
  }
  const publisher: EventPublisher = {
    publish: async (events) => {
      if (options.failPublish) throw new Error('broker away')
      steps.push(`publish ${events.length}`)
      sent.push(...events.map(({ id }) => id))
    },
    [Symbol.asyncDispose]: async () => {
      steps.push('close publisher')
    },
  }
  const outbox: Outbox = {
    acquire: async (signal, onWait) => {
      for (let time = 0; time < (options.lockedFor ?? 0); time++) onWait()
      return signal.aborted ? undefined : lease
    },
    count: async () => rows.length,
  }
  const readiness = createReadiness(['relay'], pino({ level: 'silent' }))
  const published: number[] = []
  const relay = {
    outbox,
    connectPublisher: async () => publisher,
    wake: createWake(),
    readiness,
    onPublished: (events: readonly OutboxEvent[]) => published.push(events.length),
  }
  return { relay, add, rows, sent, steps, stop, published, readiness, run: () => runRelay(relay, stop.signal) }
}

describe('runRelay', () => {
  it('sends all in order, in batches, and deletes what was sent', async () => {
    const { run, rows, sent, steps, published } = setUp(BATCH_SIZE + 3)
    await run()
    expect(rows).toEqual([])
    expect(sent).toEqual(Array.from({ length: BATCH_SIZE + 3 }, (_, index) => index + 1))
    expect(steps).toEqual([
      'read 500',
      'publish 500',
      'remove 500',
      'read 3',
      'publish 3',
      'remove 3',
      'read 0',
      'give up lease',
      'close publisher',
    ])
    expect(published).toEqual([500, 3])
  })

  it('lets events gather after a batch that was not full', async () => {
    const { relay, add, stop, steps } = setUp(1)
    const { connectPublisher } = relay
    relay.connectPublisher = async () => {
      const publisher = await connectPublisher()
      return {
        ...publisher,
        publish: async (events) => {
          await publisher.publish(events)
          if (events.length === 1) for (const ms of [1, 2]) setTimeout(() => add(1), ms)
        },
      }
    }
    await runRelay(relay, stop.signal)
    expect(steps.filter((step) => step.startsWith('publish'))).toEqual(['publish 1', 'publish 2'])
  })

  it('deletes nothing that was not sent, and gives up its lease', async () => {
    const { run, rows, steps, published } = setUp(2, { failPublish: true })
    await expect(run()).rejects.toThrow('broker away')
    expect(rows).toHaveLength(2)
    expect(steps).toEqual(['read 2', 'give up lease', 'close publisher'])
    expect(published).toEqual([])
  })

  it('is not ready by reading alone', async () => {
    const { run, readiness } = setUp(2, { failPublish: true })
    await expect(run()).rejects.toThrow('broker away')
    expect(readiness.report().ready).toBe(false)
  })

  it('counts nothing whose deletion failed: it will be sent again', async () => {
    const { run, rows, sent, published } = setUp(2, { failRemove: true })
    await expect(run()).rejects.toThrow('connection lost')
    expect([rows.length, sent.length, published.length]).toEqual([2, 2, 0])
  })

  it('is ready while it stands by', async () => {
    const { relay, readiness, stop } = setUp(0, { lockedFor: 1 })
    const acquire = relay.outbox.acquire
    let detail = ''
    relay.outbox.acquire = async (signal, onWait) => {
      const lease = await acquire(signal, onWait)
      detail = readiness.report().checks.relay?.detail ?? ''
      return lease
    }
    await runRelay(relay, stop.signal)
    expect(detail).toContain('stands by')
    expect(readiness.report().ready).toBe(true)
  })

  it('does nothing once aborted', async () => {
    const { relay, steps } = setUp(2)
    await runRelay(relay, AbortSignal.abort())
    expect(steps).toEqual([])
  })

  it('empties the outbox before it stops', async () => {
    const { relay, rows, stop } = setUp(2 * BATCH_SIZE)
    const connect = relay.connectPublisher
    relay.connectPublisher = async () => {
      const publisher = await connect()
      return {
        ...publisher,
        publish: async (events) => {
          stop.abort()
          await publisher.publish(events)
        },
        [Symbol.asyncDispose]: publisher[Symbol.asyncDispose],
      }
    }
    await runRelay(relay, stop.signal)
    expect(rows).toHaveLength(0)
  })
})
