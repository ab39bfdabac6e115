import { describe, expect, it } from 'vitest'
import { describeLetters } from '../../src/checks/check-dead-letters.ts'
import { judgeLetters } from '../../src/checks/judge-letters.ts'
import { dlqTopic, letterOf } from '../dead-letters.ts'

const counted = (from: number) => [{ partition: 0, from, end: 100 }]
const replayOf = (offset: number) => ({ headers: { 'x-replayed-from': `${dlqTopic}/0/${offset}` } })

function statesOf(...args: Parameters<typeof judgeLetters>): readonly string[] {
  return judgeLetters(...args).map(
    ({ id, state, diedAgainAs }) => `${id} ${state}${diedAgainAs ? ` ${diedAgainAs}` : ''}`,
  )
}

describe('a dead letter', () => {
  const letters = [letterOf(3, { origin: [0, 1] }), letterOf(4, { origin: [0, 2] })]

  it('is open until its event is in the inbox', () => {
    expect(statesOf(letters, new Set(), counted(0))).toEqual(['0-3 open', '0-4 open'])
    const handled = new Set([letters[1]?.eventId ?? ''])
    expect(statesOf(letters, handled, counted(0))).toEqual(['0-3 open', '0-4 handled'])
  })

  it('gives way to the one that its replay became', () => {
    const again = letterOf(7, { origin: [0, 9], ...replayOf(3) })
    expect(statesOf([...letters, again], new Set(), counted(0))).toEqual(['0-3 dead-again 0-7', '0-4 open', '0-7 open'])
  })

  it('gives way to the same message once more, which a consumer that was killed sends twice', () => {
    const twice = letterOf(5, { origin: [0, 1] })
    expect(statesOf([...letters, twice], new Set(), counted(0))).toEqual(['0-3 dead-again 0-5', '0-4 open', '0-5 open'])
  })

  it('from before the last reset is nobody’s concern, unless it was handled since', () => {
    expect(statesOf(letters, new Set([letters[0]?.eventId ?? '']), counted(10))).toEqual([
      '0-3 handled',
      '0-4 before-reset',
    ])
  })

  it('is unknown while the inbox cannot be asked', () => {
    expect(statesOf(letters, undefined, counted(4))).toEqual(['0-3 before-reset', '0-4 unknown'])
  })
})

describe('the check', () => {
  const [poison, other] = [letterOf(3, { origin: [0, 1] }), letterOf(4, { origin: [0, 2], reason: 'bad \x1b[31m' })]
  const again = letterOf(5, { origin: [0, 3], ...replayOf(3), reason: 'still bad' })
  const found = (handled: readonly string[], ...letters: Parameters<typeof judgeLetters>[0]) =>
    describeLetters({ name: 'other', topic: 'user_events' }, judgeLetters(letters, new Set(handled), counted(0)))

  it('counts a message once, however often it died', () => {
    const { verdict, detail, lines } = found([], poison, other, again)
    expect({ verdict, detail }).toEqual({ verdict: 'failed', detail: '2 on user_events.dlq' })
    expect(lines?.slice(0, 2)).toEqual([
      '0-4 from partition 0, offset 2: bad \\x1b[31m',
      '0-5 from partition 0, offset 3: still bad',
    ])
    expect(lines?.at(-1)).toContain('msctl dlq list --name other shows them')
  })

  it('passes when each was handled since, and says so', () => {
    expect(found([other.eventId], other)).toMatchObject({ verdict: 'ok', detail: '0 open, 1 handled since' })
    expect(found([])).toMatchObject({ verdict: 'ok', detail: '0' })
  })
})
