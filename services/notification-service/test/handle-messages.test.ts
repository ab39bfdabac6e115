import { pino } from 'pino'
import { Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { Unavailable } from '../../shared/src/unavailable.ts'
import type { DeadLetter } from '../src/dead-letter.ts'
import { createEventMetrics } from '../src/event-metrics.ts'
import { handleMessages } from '../src/handle-messages.ts'
import { UnstorableEvent } from '../src/notification-repository.ts'
import type { ReceivedEvent, ReceivedMessage } from '../src/received-event.ts'
import { eventIdOfUser, messageOf } from './test-messages.ts'

function setUp() {
  const stored = new Map<string, ReceivedEvent>()
  const letters: DeadLetter[] = []
  const lines: Record<string, unknown>[] = []
  const state: { isAway?: boolean; areLettersAway?: boolean; unstorable: Set<string>; stores: number[] } = {
    unstorable: new Set(),
    stores: [],
  }
  const registry = new Registry()
  const options = {
    repository: {
      store: async (events: readonly ReceivedEvent[]) => {
        if (state.isAway) throw new Unavailable('MySQL: away')
        state.stores.push(events.length)
        if (events.some(({ email }) => state.unstorable.has(email))) throw new UnstorableEvent('Data too long')
        const fresh = events.filter(({ eventId }) => !stored.has(eventId))
        for (const event of fresh) stored.set(event.eventId, event)
        return fresh
      },
      list: async () => [],
    },
    deadLetters: {
      send: async (more: readonly DeadLetter[]) => {
        if (state.areLettersAway) throw new Error('Kafka: away')
        letters.push(...more)
      },
    },
    metrics: createEventMetrics(registry),
    logger: pino({ level: 'info' }, { write: (line) => lines.push(JSON.parse(line)) }),
  }
  const counted = async (name: string) => {
    const metric = await registry.getSingleMetric(name)?.get()
    return metric?.values[0]?.value
  }
  const counts = async () => ({
    consumed: await counted('events_consumed_total'),
    duplicated: await counted('events_duplicated_total'),
    dead: await counted('events_dead_lettered_total'),
  })
  const handle = (...messages: ReceivedMessage[]) => handleMessages(messages, options)
  return { handle, stored, letters, lines, state, counts, registry }
}

describe('handleMessages', () => {
  it('stores new events in one go, each with one info line', async () => {
    const { handle, state, counts, lines } = setUp()
    await handle(messageOf(1), messageOf(2))
    expect(state.stores).toEqual([2])
    expect(await counts()).toEqual({ consumed: 2, duplicated: 0, dead: 0 })
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatchObject({
      msg: 'UserRegistered u1@b.co',
      event: eventIdOfUser(1),
      partition: 1,
      offset: '1',
      request: 'req-1',
    })
  })

  it('handles an event once: twice in a batch, and delivered again', async () => {
    const { handle, stored, counts, lines } = setUp()
    await handle(messageOf(1), messageOf(1, { offset: '2' }), messageOf(3))
    await handle(messageOf(1), messageOf(3))
    expect(stored.size).toBe(2)
    expect(await counts()).toEqual({ consumed: 2, duplicated: 3, dead: 0 })
    expect(lines).toHaveLength(2)
  })

  it('handles an event without id as new at each offset, and once when that offset comes again', async () => {
    const { handle, stored, counts } = setUp()
    const old = (offset: string) => messageOf(1, { headers: {}, key: null, offset })
    await handle(old('1'), old('2'))
    await handle(old('2'))
    expect(stored.size).toBe(2)
    expect(await counts()).toMatchObject({ consumed: 2, duplicated: 1 })
  })

  it('sends what it cannot read to the dead letters and goes on with the rest', async () => {
    const { handle, stored, letters, counts, lines } = setUp()
    await handle(
      messageOf(1),
      messageOf(2, { value: Buffer.from('garbage') }),
      messageOf(3, { value: null }),
      messageOf(4),
    )
    expect([...stored.values()].map(({ userId }) => userId)).toEqual([1, 4])
    expect(letters.map(({ message, attempts }) => [message.offset, attempts])).toEqual([
      ['2', 1],
      ['3', 1],
    ])
    expect(await counts()).toEqual({ consumed: 2, duplicated: 0, dead: 2 })
    expect(lines.filter(({ msg }) => String(msg).startsWith('dead letter'))).toHaveLength(2)
  })

  it('tries an event that the tables refuse three times, then it is dead; its neighbours are stored', async () => {
    const { handle, stored, letters, state, counts } = setUp()
    state.unstorable.add('u2@b.co')
    await handle(messageOf(1), messageOf(2), messageOf(3))
    expect(state.stores).toEqual([3, 1, 1, 1, 1, 1])
    expect([...stored.values()].map(({ userId }) => userId)).toEqual([1, 3])
    expect(letters).toHaveLength(1)
    expect(letters[0]).toMatchObject({ attempts: 3, error: { name: 'UnstorableEvent' } })
    expect(await counts()).toEqual({ consumed: 2, duplicated: 0, dead: 1 })
  })

  it('counts and sends nothing while MySQL is away, and all once it is back', async () => {
    const { handle, letters, state, counts } = setUp()
    const messages = [messageOf(1), messageOf(2, { value: null })] as const
    state.isAway = true
    await expect(handle(...messages)).rejects.toThrow(Unavailable)
    expect(letters).toEqual([])
    expect(await counts()).toEqual({ consumed: 0, duplicated: 0, dead: 0 })
    state.isAway = false
    await handle(...messages)
    expect(await counts()).toEqual({ consumed: 1, duplicated: 0, dead: 1 })
  })

  it('does not finish a batch whose dead letters could not be sent, and counts each message once', async () => {
    const { handle, state, letters, counts } = setUp()
    const messages = [messageOf(1), messageOf(1, { offset: '2' }), messageOf(3, { value: null })] as const
    state.areLettersAway = true
    await expect(handle(...messages)).rejects.toThrow('Kafka: away')
    expect(await counts()).toMatchObject({ dead: 0 })
    state.areLettersAway = false
    await handle(...messages)
    expect(letters).toHaveLength(1)
    expect(await counts()).toEqual({ consumed: 1, duplicated: 1, dead: 1 })
  })

  it('stores canaries but leaves them out of every counter', async () => {
    const { handle, stored, counts, registry } = setUp()
    const value = Buffer.from(
      '{"event_type":"UserRegistered","data":{"user_name":"c","email":"c@canary.msctl.example"}}',
    )
    await handle(messageOf(1, { value }), messageOf(1, { value }))
    expect(stored.size).toBe(1)
    expect(await counts()).toEqual({ consumed: 0, duplicated: 0, dead: 0 })
    expect(await registry.metrics()).toMatch(/^event_delivery_seconds_count 0$/m)
  })
})
