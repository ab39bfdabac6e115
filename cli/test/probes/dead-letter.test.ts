import { describe, expect, it } from 'vitest'
import { eventIdOf } from '../../../services/shared/src/event-contract.ts'
import { parseLetterId } from '../../src/probes/dead-letter.ts'
import { letterOf } from '../dead-letters.ts'

const ownId = '019c2f00-0000-7000-8000-000000000001'

it.each([
  ['0-12', { partition: 0, offset: 12 }],
  ['2/7', { partition: 2, offset: 7 }],
  ['0-', undefined],
  ['12', undefined],
  ['0-1-2', undefined],
  ['-1-2', undefined],
  ['0-99999999999999999', undefined],
])('takes %s for %j', (text, place) => {
  expect(parseLetterId(text)).toEqual(place)
})

describe('a dead letter', () => {
  it('says where it came from and why', () => {
    expect(letterOf(12, { origin: [2, 40], reason: 'data.email is not a text', key: '8' })).toMatchObject({
      id: '0-12',
      time: new Date(1_795_500_000_012).toISOString(),
      origin: { topic: 'user_events', partition: 2, offset: 40 },
      reason: 'data.email is not a text',
      key: '8',
      kind: 'text',
      excerpt: 'not json',
      replayOf: null,
      omittedBytes: null,
    })
  })

  it('has the event id that the consumer gave it', () => {
    const derived = eventIdOf({ topic: 'user_events', partition: 2, offset: '40' })
    expect(letterOf(1, { origin: [2, 40] })).toMatchObject({ eventId: derived, hasOwnEventId: false })
    const headers = { event_id: Buffer.from(ownId) }
    expect(letterOf(1, { headers })).toMatchObject({ eventId: ownId, hasOwnEventId: true })
  })

  it('knows the letter that it is a replay of, on this topic only', () => {
    expect(letterOf(9, { headers: { 'x-replayed-from': 'user_events.dlq/0/3' } }).replayOf).toBe('0-3')
    expect(letterOf(9, { headers: { 'x-replayed-from': 'other.dlq/0/3' } }).replayOf).toBeNull()
    expect(letterOf(9, { headers: { 'x-replayed-from': 'user_events.dlq/nonsense' } }).replayOf).toBeNull()
  })

  it('may not say where it came from', () => {
    expect(letterOf(1, { origin: null }).origin).toBeNull()
    expect(
      letterOf(1, { headers: { 'x-original-topic': 'a', 'x-original-partition': 'b' }, origin: null }).origin,
    ).toBeNull()
  })

  it.each([
    ['{"a": 1}', 'json'],
    ['{"a": ', 'text'],
    [Buffer.from([0xff, 0xfe]), 'binary'],
    [Buffer.from([65, 0, 66]), 'binary'],
    [null, 'none'],
    ['', 'text'],
  ])('%j is %s', (value, kind) => {
    expect(letterOf(1, { value })).toMatchObject({ kind, bytes: value === null ? 0 : Buffer.from(value).length })
  })
})
