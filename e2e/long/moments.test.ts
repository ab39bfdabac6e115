import type { Admin } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../harness/eventually.ts'
import { expectConservedSeed } from '../harness/expect-conserved-seed.ts'
import { expectExit } from '../harness/expect-exit.ts'
import { expectGone } from '../harness/expect-gone.ts'
import { committedCount, messageCount, withAdmin } from '../harness/kafka-counts.ts'
import { killAtMoment } from '../harness/kill-at-moment.ts'
import { readMetric } from '../harness/read-metric.ts'
import { whyNotLocal } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { query } from '../harness/services.ts'
import { pidOf } from '../harness/supervisor-record.ts'

const reason = await whyNotLocal()

interface Counts {
  readonly users: number
  readonly outbox: number
  readonly inbox: number
  readonly messages: number
  readonly committed: number
}

describe.skipIf(reason)(`killed in the worst moment${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox()
    await expectExit(0, sandbox, 'up')
  })

  afterAll(() => expectGone(sandbox))

  it('user-service between acknowledgement and delete: sent again, and once in effect', async () => {
    const evidence = await seedAndKill('user-service', (now, rest) => {
      // what is on the topic and in the outbox at the same time
      return now.messages - rest.messages + now.outbox - (now.users - rest.users) > 0
    })
    expect(evidence.topic.repeated).toBeGreaterThan(0)
  })

  it('notification-service between commit and commit of offsets: read again, and once in effect', async () => {
    await seedAndKill('notification-service', (now, rest) => {
      return now.inbox - rest.inbox > now.committed - rest.committed
    })
    const duplicated = await readMetric(sandbox, 'notification-service', 'events_duplicated_total')
    expect(duplicated).toBeGreaterThan(0)
  })

  function seedAndKill(
    component: 'user-service' | 'notification-service',
    isMoment: (now: Counts, rest: Counts) => boolean,
  ) {
    return withAdmin(sandbox, async (admin) => {
      const rest = await eventually(async () => {
        const counts = await count(admin)
        expect(counts).toMatchObject({ outbox: 0, committed: counts.messages })
        return counts
      }, 20_000)
      return expectConservedSeed(sandbox, {
        rate: 400,
        harm: () => killAtMoment(pidOf(sandbox, component), async () => isMoment(await count(admin), rest)),
      })
    })
  }

  async function count(admin: Admin): Promise<Counts> {
    const tables = ['users', 'outbox', 'inbox'].map((table) => `(SELECT COUNT(*) FROM ${table}) AS ${table}`)
    const [[row], messages, committed] = await Promise.all([
      query(sandbox, `SELECT ${tables.join(', ')}`),
      messageCount(admin),
      committedCount(admin),
    ])
    return { users: Number(row?.users), outbox: Number(row?.outbox), inbox: Number(row?.inbox), messages, committed }
  }
})
