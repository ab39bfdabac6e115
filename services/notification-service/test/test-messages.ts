import { serializeEvent } from '../../shared/src/event-contract.ts'
import type { ReceivedMessage } from '../src/received-event.ts'

/** The message that user-service sends for user `index`, at offset `index`. */
export function messageOf(index: number, changes: Partial<ReceivedMessage> = {}): ReceivedMessage {
  return {
    topic: 'user_events',
    partition: 1,
    offset: String(index),
    timestamp: '1795504342379',
    key: Buffer.from(String(index)),
    value: Buffer.from(serializeEvent({ user_name: `u${index}`, email: `u${index}@b.co` })),
    headers: {
      event_id: Buffer.from(eventIdOfUser(index)),
      event_time: Buffer.from(new Date(Date.now() - 20).toISOString()),
      schema_version: Buffer.from('1'),
      request_id: Buffer.from(`req-${index}`),
    },
    ...changes,
  }
}

export function eventIdOfUser(index: number): string {
  return `019c2f00-0000-7000-8000-${String(index).padStart(12, '0')}`
}
