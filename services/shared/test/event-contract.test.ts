import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  eventIdOf,
  isCanary,
  outboxLockOf,
  parseEvent,
  serializeEvent,
  UnreadableEvent,
  userIdOf,
  uuidBytes,
  uuidText,
} from '../src/event-contract.ts'

describe('the wire event', () => {
  it('is exactly type and data', () => {
    expect(serializeEvent({ user_name: 'Juan', email: 'juan@example.com' })).toBe(
      '{"event_type":"UserRegistered","data":{"user_name":"Juan","email":"juan@example.com"}}',
    )
  })

  it('is read back, extra fields ignored', () => {
    const event = { event_type: 'UserRegistered', more: 1, data: { user_name: 'Zoë', email: 'z@b.co', age: 3 } }
    expect(parseEvent(Buffer.from(JSON.stringify(event)))).toEqual({
      event_type: 'UserRegistered',
      data: { user_name: 'Zoë', email: 'z@b.co' },
    })
  })

  it.each([
    ['no value', null],
    ['no JSON', 'garbage'],
    ['no UTF-8', Buffer.from([0xff, 0xfe])],
    ['a list', '[]'],
    ['null', 'null'],
    ['another type', '{"event_type":"Other","data":{}}'],
    ['no type', '{"data":{"user_name":"a","email":"b"}}'],
    ['no data', '{"event_type":"UserRegistered"}'],
    ['a number as name', '{"event_type":"UserRegistered","data":{"user_name":1,"email":"b"}}'],
    ['an empty e-mail', '{"event_type":"UserRegistered","data":{"user_name":"a","email":""}}'],
    ['a long name', JSON.stringify({ event_type: 'UserRegistered', data: { user_name: 'x'.repeat(101), email: 'b' } })],
  ])('refuses %s', (_, value) => {
    expect(() => parseEvent(value)).toThrow(UnreadableEvent)
  })

  it('counts characters, not code units', () => {
    const data = { user_name: '😀'.repeat(100), email: 'a@b.co' }
    expect(parseEvent(serializeEvent(data)).data).toEqual(data)
  })
})

describe('the event id', () => {
  const origin = { topic: 'user_events', partition: 2, offset: '41' }
  const id = '019c2f00-0000-7000-8000-0000000000a1'

  it('is the header, in lower case', () => {
    expect(eventIdOf({ ...origin, headers: { event_id: Buffer.from(id.toUpperCase()) } })).toBe(id)
    expect(eventIdOf({ ...origin, headers: { event_id: [id] } })).toBe(id)
  })

  it('is a UUIDv5 of the origin without one: the same again, another for the next offset', () => {
    const first = eventIdOf(origin)
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(eventIdOf({ ...origin, headers: {} })).toBe(first)
    expect(eventIdOf({ ...origin, headers: { event_id: Buffer.alloc(0) } })).toBe(first)
    expect(eventIdOf({ ...origin, offset: '42' })).not.toBe(first)
    // must never change: events that were stored under it would be taken for new ones
    expect(first).toBe('c7a139ba-1e39-544b-8399-8fad794bbd47')
  })

  it('of a header that is no UUID depends on its text alone', () => {
    const headers = { event_id: Buffer.from('order-7') }
    expect(eventIdOf({ ...origin, headers })).toBe(eventIdOf({ ...origin, offset: '9', headers }))
  })

  it('goes to sixteen bytes and back', () => {
    expect(uuidBytes(id)).toHaveLength(16)
    expect(uuidText(uuidBytes(id))).toBe(id)
  })
})

it.each([
  ['8121', 8121],
  [Buffer.from('7'), 7],
  [null, undefined],
  ['0', undefined],
  ['7x', undefined],
  ['99999999999999999999', undefined],
])('user id of key %s', (key, id) => {
  expect(userIdOf(key)).toBe(id)
})

it('knows canaries by their domain alone', () => {
  expect(isCanary('u_1@Canary.msctl.example')).toBe(true)
  expect(isCanary('canary.msctl.example@b.co')).toBe(false)
  expect(isCanary('u@xcanary.msctl.example')).toBe(false)
})

it('keeps lock names within the 64 characters that MySQL allows', () => {
  expect(outboxLockOf('users')).toBe('users.outbox')
  expect(outboxLockOf('d'.repeat(64)).length).toBeLessThanOrEqual(64)
  expect(outboxLockOf('d'.repeat(63))).not.toBe(outboxLockOf('d'.repeat(64)))
})

it('imports nothing but what Node has, since the CLI imports it', () => {
  const source = readFileSync(new URL('../src/event-contract.ts', import.meta.url), 'utf8')
  const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, name]) => name)
  expect(imported.length).toBeGreaterThan(0)
  expect(imported.filter((name) => !name?.startsWith('node:'))).toEqual([])
})
