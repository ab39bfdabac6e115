import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../harness/eventually.ts'
import { expectConservedSeed } from '../harness/expect-conserved-seed.ts'
import { expectExit } from '../harness/expect-exit.ts'
import { expectGone } from '../harness/expect-gone.ts'
import { statusOf } from '../harness/expect-ready.ts'
import { expectRollingRestart } from '../harness/expect-rolling-restart.ts'
import { kill } from '../harness/harm.ts'
import { whyNotLocal } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

const reason = await whyNotLocal()

describe.skipIf(reason)(`two of each${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox()
    await expectExit(0, sandbox, 'up')
    await expectExit(0, sandbox, 'scale', 'user-service=2', 'notification-service=2')
  })

  afterAll(() => expectGone(sandbox))

  it('are restarted one after the other without a failed request', () => expectRollingRestart(sandbox))

  it('have one relay; the other publishes once that one is killed', async () => {
    const [publishing] = await replicasThat('publishes the outbox')
    expect(await replicasThat('publishes the outbox')).toHaveLength(1)
    await expectConservedSeed(sandbox, {
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
      rate: 200,
      harm: () => kill(sandbox, 'notification-service', 2),
    })
  })

  it('are fewer again, and check misses none of those that have gone', async () => {
    await expectExit(0, sandbox, 'scale', 'user-service=1', 'notification-service=1')
    await expectExit(0, sandbox, 'check')
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
