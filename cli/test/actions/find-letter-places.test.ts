import { expect, it } from 'vitest'
import { findLetterPlaces } from '../../src/actions/find-letter-places.ts'
import { dlqTopic } from '../dead-letters.ts'

const offsets = [{ partition: 0, first: 5, end: 9 }]

it('takes each place once', () => {
  expect(findLetterPlaces(dlqTopic, ['0-8', '0/5', '0-8'], offsets)).toEqual([
    { partition: 0, offset: 8 },
    { partition: 0, offset: 5 },
  ])
})

it.each([
  ['nonsense', offsets, /"nonsense" is no id of a dead letter: partition and offset, like 0-12/],
  ['0-9', offsets, /no dead letter 0-9: 9 were written, the last is 0-8/],
  ['1-5', offsets, /no dead letter 1-5: user_events.dlq has only partition 0/],
  ['0-4', offsets, /0-4 is not there any more, by the topic's retention: the oldest is 0-5/],
  ['0-0', [], /user_events.dlq holds none/],
  ['0-9', [{ partition: 0, first: 9, end: 9 }], /user_events.dlq holds none/],
])('refuses %s', (id, present, says) => {
  expect(() => findLetterPlaces(dlqTopic, [id], present)).toThrow(
    expect.objectContaining({ exit: 2, message: expect.stringMatching(says), suggestions: ['msctl dlq list'] }),
  )
})
