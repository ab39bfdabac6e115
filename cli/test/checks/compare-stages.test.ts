import { describe, expect, it } from 'vitest'
import { uuidBytes } from '../../../services/shared/src/event-contract.ts'
import { compareStages, maxItems } from '../../src/checks/compare-stages.ts'
import { createEventTable, seenIn } from '../../src/checks/event-table.ts'
import { createUserTable, userSeenIn } from '../../src/checks/user-table.ts'

const everywhere = seenIn.topic | seenIn.inbox | seenIn.notifications
const eventId = (user: number): string => `00000000-0000-7000-8000-${String(user).padStart(12, '0')}`

/** Users 1 to `count`, all of them everywhere; what differs is given. */
function world(
  count: number,
  users: Readonly<Record<number, number>> = {},
  events: Readonly<Record<number, number>> = {},
) {
  const userTable = createUserTable()
  const eventTable = createEventTable()
  for (let id = 1; id <= count; id++) {
    const userBits = users[id] ?? userSeenIn.users | userSeenIn.events | userSeenIn.accepted
    const eventBits = events[id] ?? everywhere
    if (userBits) userTable.add(id, userBits)
    if (eventBits) eventTable.add(uuidBytes(eventId(id)), eventBits, id)
  }
  return compareStages(userTable, eventTable)
}

describe('compareStages', () => {
  it('finds nothing where nothing was lost', () => {
    expect(world(1000)).toEqual({
      counts: { accepted: 1000, users: 1000, topic: 1000, outbox: 0, inbox: 1000, notifications: 1000 },
      differences: [],
    })
  })

  it('names a user whose row is gone by user id and event id', () => {
    const { counts, differences } = world(5, { 3: userSeenIn.events | userSeenIn.accepted })
    expect(counts).toMatchObject({ accepted: 5, users: 4, topic: 5 })
    expect(differences).toEqual([
      { stage: 'users', kind: 'missing', count: 1, items: [{ userId: 3, eventId: eventId(3) }] },
    ])
  })

  it('names an accepted user of whom nothing is left', () => {
    expect(world(3, { 2: userSeenIn.accepted }, { 2: 0 }).differences).toEqual([
      { stage: 'users', kind: 'missing', count: 1, items: [{ userId: 2 }] },
    ])
  })

  it('finds a user without an event', () => {
    expect(world(3, { 2: userSeenIn.users }, { 2: 0 }).differences).toEqual([
      { stage: 'topic', kind: 'missing', count: 1, items: [{ userId: 2 }] },
    ])
  })

  it.each([
    ['inbox', 'missing', seenIn.topic],
    ['notifications', 'missing', seenIn.topic | seenIn.inbox],
    ['notifications', 'extra', seenIn.topic | seenIn.notifications],
    ['inbox', 'extra', seenIn.inbox | seenIn.notifications],
  ] as const)('finds what is %s %s', (stage, kind, bits) => {
    const { differences } = world(4, {}, { 2: bits })
    expect(differences).toContainEqual({ stage, kind, count: 1, items: [{ userId: 2, eventId: eventId(2) }] })
  })

  it('puts the first stage that differs first, whatever was found first', () => {
    const { differences } = world(6, { 5: userSeenIn.events }, { 1: seenIn.topic | seenIn.inbox, 2: seenIn.topic })
    expect(differences.map(({ stage }) => stage)).toEqual(['users', 'inbox', 'notifications'])
  })

  it('waits for what the outbox still holds', () => {
    const { counts, differences } = world(3, {}, { 2: seenIn.outbox })
    expect(counts).toMatchObject({ topic: 3, outbox: 1, inbox: 2 })
    expect(differences).toEqual([])
  })

  it('finds a user with two events', () => {
    const all = userSeenIn.users | userSeenIn.events | userSeenIn.doubled
    expect(world(2, { 1: all }).differences).toMatchObject([{ stage: 'topic', kind: 'doubled', count: 1 }])
  })

  it('leaves canaries out, wherever they are', () => {
    const { counts, differences } = world(3, { 2: 0 }, { 2: seenIn.topic | seenIn.canary })
    expect(counts).toEqual({ accepted: 2, users: 2, topic: 2, outbox: 0, inbox: 2, notifications: 2 })
    expect(differences).toEqual([])
  })

  it('counts all and names the first of them', () => {
    const lost = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [index + 1, seenIn.topic]))
    const [difference] = world(100, {}, lost).differences
    expect(difference).toMatchObject({ stage: 'inbox', kind: 'missing', count: 50 })
    expect(difference?.items).toHaveLength(maxItems)
  })
})
