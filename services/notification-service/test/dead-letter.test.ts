import { expect, it } from 'vitest'
import { UnreadableEvent } from '../../shared/src/event-contract.ts'
import { deadLetterHeadersOf } from '../src/dead-letter.ts'
import { eventIdOfUser, messageOf } from './test-messages.ts'

it('a dead letter keeps its headers and says where it came from and why', () => {
  const headers = deadLetterHeadersOf(
    { message: messageOf(7), error: new UnreadableEvent('the value is not JSON'), attempts: 1 },
    'notification-service',
  )
  expect(headers).toMatchObject({
    event_id: Buffer.from(eventIdOfUser(7)),
    'x-original-topic': 'user_events',
    'x-original-partition': '1',
    'x-original-offset': '7',
    'x-original-timestamp': '1795504342379',
    'x-consumer-group': 'notification-service',
    'x-attempts': '1',
    'x-exception-class': 'UnreadableEvent',
    'x-exception-message': 'the value is not JSON',
  })
})
