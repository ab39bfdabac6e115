import type { Message } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dlqTopicOf, eventHeaders, serializeEvent, uuidText } from '../../services/shared/src/event-contract.ts'
import { eventually } from '../harness/eventually.ts'
import { expectConservedSeed } from '../harness/expect-conserved-seed.ts'
import { expectExit } from '../harness/expect-exit.ts'
import { expectGone } from '../harness/expect-gone.ts'
import { expectReady } from '../harness/expect-ready.ts'
import { messageCount, topic, withAdmin } from '../harness/kafka-counts.ts'
import { produce } from '../harness/produce.ts'
import { readMetric } from '../harness/read-metric.ts'
import { whyNotLocal } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { query } from '../harness/services.ts'

const reason = await whyNotLocal()

/** As long as a broker takes by default, with what belongs to it. */
const longest = 1_048_588 - 200
const user = { user_name: 'Juan Perez', email: 'juan@example.com' }

/** Each is dead, whatever its headers say. */
const dead: readonly Message[] = [
  { value: null },
  { value: '' },
  { value: '{"event_type": "UserRegistered", "data": ' },
  { value: Buffer.from([0xff, 0xfe, 0x00, 0x80]) },
  { value: 'null' },
  { value: '[]' },
  { value: JSON.stringify({ event_type: 'UserRegistered' }) },
  { value: JSON.stringify({ event_type: 'UserRegistered', data: { user_name: 1, email: null } }) },
  { value: JSON.stringify({ event_type: 'UserDeleted', data: user }) },
  { key: '1', value: serializeEvent({ ...user, user_name: 'x'.repeat(100_000) }), headers: { [eventHeaders.id]: 'x' } },
  { value: serializeEvent({ ...user, user_name: '\u{1f600}'.repeat(101) }) },
  ...[1, 2, 3].map(() => ({ value: 'x'.repeat(longest) })),
  { value: JSON.stringify({ event_type: 'UserRegistered', data: user, more: 'y'.repeat(900_000) }).slice(0, -1) },
]

describe.skipIf(reason)(`poison on the topic while seeding${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox()
    await expectExit(0, sandbox, 'up')
  })

  afterAll(() => expectGone(sandbox))

  it('ends among the dead letters or is counted, and stops nothing', async () => {
    const repeats = 2 * 50
    const evidence = await expectConservedSeed(sandbox, {
      rate: 200,
      harm: async () => {
        const known = await knownEvents(50)
        // one by one, since a broker takes no batch that is longer than its longest message
        for (const message of dead) await produce(sandbox, [message])
        await produce(sandbox, [...known, ...known])
      },
    })
    expect(evidence.topic).toMatchObject({ repeated: repeats, unreadable: dead.length })
    expect(await withAdmin(sandbox, (admin) => messageCount(admin, dlqTopicOf(topic)))).toBe(dead.length)
    const metric = (name: string) => readMetric(sandbox, 'notification-service', name)
    expect(await metric('events_dead_lettered_total')).toBe(dead.length)
    expect(await metric('events_duplicated_total')).toBe(repeats)
    const check = await expectExit(7, sandbox, 'check', 'dead-letters')
    expect(check.stdout).toContain(`${dead.length} on ${dlqTopicOf(topic)}`)
  })

  it('ends in a new topic once that of the dead letters was deleted', async () => {
    await withAdmin(sandbox, (admin) => admin.deleteTopics({ topics: [dlqTopicOf(topic)] }))
    await produce(sandbox, dead.slice(0, 1))
    await withAdmin(sandbox, (admin) =>
      eventually(async () => expect(await messageCount(admin, dlqTopicOf(topic))).toBe(1), 30_000),
    )
    await expectReady(sandbox)
  })

  /** Events that were handled, as their producer sent them. */
  async function knownEvents(count: number): Promise<readonly Message[]> {
    const sql = `SELECT event_id, user_id, user_name, email FROM notifications LIMIT ${count}`
    const rows = await eventually(async () => {
      const found = await query(sandbox, sql)
      expect(found).toHaveLength(count)
      return found
    }, 10_000)
    return rows.map(({ event_id, user_id, user_name, email }) => ({
      key: String(user_id),
      value: serializeEvent({ user_name: String(user_name), email: String(email) }),
      headers: { [eventHeaders.id]: uuidText(event_id as Uint8Array) },
    }))
  }
})
