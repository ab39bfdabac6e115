import type { KafkaMessage } from 'kafkajs'
import { expect, it } from 'vitest'
import { serializeEvent } from '../../../services/shared/src/event-contract.ts'
import { toTopicEvent } from '../../src/probes/topic-event.ts'

const message = (change: Partial<KafkaMessage> = {}): KafkaMessage =>
  ({
    key: Buffer.from('8121'),
    value: Buffer.from(serializeEvent({ user_name: 'Elda Bahringer', email: 'elda@s.example' })),
    headers: { event_id: Buffer.from('019C2F00-0000-7000-8000-0000000000A1') },
    offset: '4',
    timestamp: '0',
    attributes: 0,
    ...change,
  }) as KafkaMessage

it('reads an event of ours', () => {
  expect(toTopicEvent('user_events', 0, message())).toEqual({
    eventId: '019c2f00-0000-7000-8000-0000000000a1',
    userId: 8121,
    userName: 'Elda Bahringer',
    email: 'elda@s.example',
  })
})

it('gives the event of an older producer the same id each time, and no user', () => {
  const old = message({ key: null, headers: {} })
  const first = toTopicEvent('user_events', 0, old)
  expect(first).toMatchObject({ userId: undefined, eventId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  expect(toTopicEvent('user_events', 0, old)).toEqual(first)
  expect(toTopicEvent('user_events', 1, old)?.eventId).not.toBe(first?.eventId)
})

it.each([null, Buffer.from('not json'), Buffer.from('{}')])('is none for %s', (value) => {
  expect(toTopicEvent('user_events', 0, message({ value }))).toBeUndefined()
})
