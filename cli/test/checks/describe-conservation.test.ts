import { expect, it } from 'vitest'
import { type ConservationObservation, describeConservation } from '../../src/checks/describe-conservation.ts'

const whole: ConservationObservation = {
  counts: { accepted: 10_000, users: 10_000, topic: 10_000, outbox: 0, inbox: 10_000, notifications: 10_000 },
  differences: [],
  topic: { messages: 10_000, repeated: 0, unreadable: 0, withoutUser: 0 },
  lostEmails: [],
  ledgers: 1,
  unhandled: 0,
}

it('shows the flow when nothing was lost, and what is legal beside it', () => {
  expect(describeConservation({ ...whole, topic: { ...whole.topic, repeated: 2 } })).toMatchObject({
    verdict: 'ok',
    detail: 'accepted 10,000 → users 10,000 → topic 10,000 (2 twice, allowed) → inbox 10,000 → notifications 10,000',
  })
})

it('does not speak of a ledger where there is none', () => {
  expect(describeConservation({ ...whole, ledgers: 0 }).detail).toMatch(/^users 10,000 → /)
})

it('names the first stage that differs, with ids', () => {
  const item = { userId: 8121, eventId: '019c2f00-0000-7000-8000-0000000000a1', email: 'elda.3@7c1f09ab.example' }
  const finding = describeConservation({
    ...whole,
    counts: { ...whole.counts, notifications: 9999 },
    differences: [{ stage: 'notifications', kind: 'missing', count: 1, items: [item] }],
  })
  expect(finding.verdict).toBe('failed')
  expect(finding.detail).toBe('lost 1 after the inbox')
  expect(finding.lines).toContain('first difference: notifications')
  expect(finding.lines?.join('\n')).toContain(`user 8121  event ${item.eventId}  ${item.email}`)
})

it('says how many more there are', () => {
  const finding = describeConservation({
    ...whole,
    differences: [{ stage: 'inbox', kind: 'missing', count: 1500, items: [{ userId: 1 }] }],
  })
  expect(finding.lines).toContain('  and 1,499 more')
})

it('counts an accepted user without an id among those missing from users', () => {
  const finding = describeConservation({ ...whole, lostEmails: ['a.1@s.example'] })
  expect(finding).toMatchObject({ verdict: 'failed', detail: '1 missing from users' })
  expect(finding.lines?.join('\n')).toContain('a.1@s.example')
})
