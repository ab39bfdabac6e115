import { expect, it } from 'vitest'
import { uuidBytes } from '../../shared/src/event-contract.ts'
import { sqlTime } from '../../shared/src/mysql/sql-time.ts'
import { eventOf, type OutboxRow, storedHeaders } from '../src/outbox-event.ts'
import type { NewUser } from '../src/user-repository.ts'

const user: NewUser = {
  userName: 'a',
  email: 'a@b.co',
  eventId: '019c2f00-0000-7000-8000-0000000000a1',
  requestId: 'req-1',
  registeredAt: new Date('2026-11-29T10:00:00.123Z'),
}
const row: OutboxRow = {
  id: 1,
  event_id: uuidBytes(user.eventId),
  aggregate_id: 8121,
  payload: '{}',
  headers: JSON.stringify(storedHeaders(user)),
  created_at: `${sqlTime(user.registeredAt)}000`,
}

it('has all that was known of it when it was written', () => {
  expect(eventOf(row)).toEqual({
    id: 1,
    key: '8121',
    payload: '{}',
    headers: {
      event_id: user.eventId,
      event_time: '2026-11-29T10:00:00.123Z',
      schema_version: '1',
      request_id: 'req-1',
    },
  })
})

it('keeps headers that its row has, as earlier versions wrote all of them', () => {
  const headers = { event_id: 'e', event_time: 't', schema_version: '0', request_id: 'r' }
  expect(eventOf({ ...row, headers: JSON.stringify(headers) }).headers).toEqual(headers)
})
