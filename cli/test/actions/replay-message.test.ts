import { describe, expect, it } from 'vitest'
import { eventIdOf } from '../../../services/shared/src/event-contract.ts'
import { toReplayMessage, whyUnreadable } from '../../src/actions/replay-message.ts'
import { toDeadLetter } from '../../src/probes/dead-letter.ts'
import { dlqTopic, letterMessage, letterOf } from '../dead-letters.ts'

const origin = { topic: 'user_events', partition: 2, offset: 40 }

describe('a replay', () => {
  it('has key, payload and headers of the message as it was, and names the letter', () => {
    const bytes = Buffer.from([0, 255, 1])
    const headers = {
      event_id: 'own-id',
      request_id: Buffer.from('r'),
      many: ['a', 'b'],
      'x-replayed-from': `${dlqTopic}/0/1`,
    }
    const letter = letterOf(12, { value: bytes, key: '8', origin: [2, 40], headers })
    expect(toReplayMessage(letter, origin, 3)).toEqual({
      letter,
      topic: 'user_events',
      message: {
        key: Buffer.from('8'),
        value: bytes,
        partition: 2,
        headers: {
          event_id: 'own-id',
          request_id: Buffer.from('r'),
          many: ['a', 'b'],
          'x-replayed-from': `${dlqTopic}/0/12`,
        },
      },
    })
  })

  it('gets the id that the consumer gave it, so that any number of replays are one event', () => {
    const letter = letterOf(12, { origin: [2, 40] })
    const { message } = toReplayMessage(letter, origin, 3)
    const id = eventIdOf({ topic: 'user_events', partition: 2, offset: '40' })
    expect(message.headers.event_id).toBe(id)
    const again = letterMessage(20, { origin: [2, 99], headers: message.headers })
    expect(toDeadLetter(dlqTopic, 0, again).eventId).toBe(id)
  })

  it('carries another payload when there is a better one, also an empty one', () => {
    expect(toReplayMessage(letterOf(1), origin, 3, Buffer.from('{}')).message.value).toEqual(Buffer.from('{}'))
    expect(toReplayMessage(letterOf(1), origin, 3, Buffer.alloc(0)).message.value).toEqual(Buffer.alloc(0))
  })

  it('finds a partition on a topic that was made anew with fewer', () => {
    expect(toReplayMessage(letterOf(1), origin, 2).message.partition).toBe(0)
  })

  it('writes headers without a value as empty ones, which kafkajs can', () => {
    const letter = letterOf(1, { headers: { nothing: null as never } })
    expect(toReplayMessage(letter, origin, 3).message.headers.nothing).toEqual(Buffer.alloc(0))
  })
})

it('knows beforehand what cannot be read', () => {
  const event = '{"event_type":"UserRegistered","data":{"user_name":"Ana","email":"ana@example.com"}}'
  expect(whyUnreadable(Buffer.from(event))).toBeUndefined()
  expect(whyUnreadable(Buffer.from('{"event_type":"UserRegistered"}'))).toBe('data is not an object')
  expect(whyUnreadable(null)).toBe('the message has no value')
})
