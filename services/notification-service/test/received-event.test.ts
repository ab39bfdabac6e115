import { describe, expect, it } from 'vitest'
import { serializeEvent, UnreadableEvent } from '../../shared/src/event-contract.ts'
import { readEvent } from '../src/received-event.ts'
import { eventIdOfUser, messageOf } from './test-messages.ts'

describe('readEvent', () => {
  it('takes what user-service sends', () => {
    expect(readEvent(messageOf(7))).toMatchObject({
      eventId: eventIdOfUser(7),
      userId: 7,
      userName: 'u7',
      email: 'u7@b.co',
      writtenAt: expect.any(Date),
      requestId: 'req-7',
    })
  })

  it('takes an older producer’s event, without key and headers', () => {
    const value = Buffer.from(serializeEvent({ user_name: 'Old', email: 'Old@B.co' }))
    const event = readEvent(messageOf(7, { key: null, headers: {}, value }))
    expect(event).toMatchObject({ userId: undefined, email: 'old@b.co', writtenAt: undefined, requestId: undefined })
    expect(event.eventId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5/)
  })

  it('lets a time pass that is none', () => {
    expect(readEvent(messageOf(7, { headers: { event_time: 'yesterday' } })).writtenAt).toBeUndefined()
  })

  it('refuses what is none of ours', () => {
    expect(() => readEvent(messageOf(7, { value: Buffer.from('garbage') }))).toThrow(UnreadableEvent)
  })
})
