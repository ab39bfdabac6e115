import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../harness/eventually.ts'
import { expectConservedSeed } from '../harness/expect-conserved-seed.ts'
import { expectEffects } from '../harness/expect-effects.ts'
import { expectExit } from '../harness/expect-exit.ts'
import { expectGone } from '../harness/expect-gone.ts'
import { statusOf } from '../harness/expect-ready.ts'
import { kill } from '../harness/harm.ts'
import { whyNotLocal } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { startLoad } from '../harness/start-load.ts'
import { pidOf } from '../harness/supervisor-record.ts'

const reason = await whyNotLocal()

describe.skipIf(reason)(`two of each${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox()
    await expectExit(0, sandbox, 'up')
    await expectExit(0, sandbox, 'scale', 'user-service=2', 'notification-service=2')
  })

  afterAll(() => expectGone(sandbox))

  it('are restarted one after the other without a failed request', async () => {
    const gateway = `http://127.0.0.1:${sandbox.port('traefik', 'gateway')}`
    const load = startLoad(`${gateway}/api/users/register/`, 4)
    try {
      await eventually(async () => expect(load.answers.length).toBeGreaterThan(100), 20_000)
      const before = [pidOf(sandbox, 'user-service', 1), pidOf(sandbox, 'user-service', 2)]
      await expectExit(0, sandbox, 'restart', 'user-service', 'notification-service')
      expect([pidOf(sandbox, 'user-service', 1), pidOf(sandbox, 'user-service', 2)]).not.toEqual(before)
      await sleep(1_000)
    } finally {
      await load.stop()
    }
    const failed = load.answers.filter(({ status }) => status !== 200)
    expect(failed.map(({ email, status, ms }) => `${email} ${status} ${Math.round(ms)} ms`)).toEqual([])
    await expectEffects(
      sandbox,
      load.answers.map(({ email }) => email),
    )
    await expectExit(0, sandbox, 'check', 'conservation')
  })

  it('have one relay; the other publishes once that one is killed', async () => {
    const [publishing] = await replicasThat('publishes the outbox')
    expect(await replicasThat('publishes the outbox')).toHaveLength(1)
    await expectConservedSeed(sandbox, {
      count: 4_000,
      rate: 200,
      harm: async () => {
        await kill(sandbox, 'user-service', publishing)
        await eventually(async () => expect(await replicasThat('publishes the outbox')).toHaveLength(1), 10_000)
        expect(await replicasThat('publishes the outbox')).not.toEqual([publishing])
      },
    })
  })

  it('share the partitions; the other takes them once one is killed', async () => {
    expect(await replicasThat(/with [12] partitions/, 'notification-service')).toHaveLength(2)
    await expectConservedSeed(sandbox, {
      count: 3_000,
      rate: 200,
      harm: () => kill(sandbox, 'notification-service', 2),
    })
  })

  /** Replicas whose readiness says so. */
  async function replicasThat(detail: string | RegExp, service = 'user-service'): Promise<readonly number[]> {
    const replicas = (await statusOf(sandbox)).filter(({ name }) => name === service)
    const reports = await Promise.all(
      replicas.map(async ({ replica, ports }) => {
        const response = await fetch(`http://127.0.0.1:${ports.http}/readyz`).catch(() => undefined)
        return { replica, text: (await response?.text()) ?? '' }
      }),
    )
    return reports.flatMap(({ replica, text }) => (text.match(detail) ? [replica] : []))
  }
})
