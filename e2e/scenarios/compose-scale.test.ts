import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mainPid } from '../harness/docker.ts'
import { eventually } from '../harness/eventually.ts'
import { expectExit } from '../harness/expect-exit.ts'
import { expectGone } from '../harness/expect-gone.ts'
import { expectReady, statusOf } from '../harness/expect-ready.ts'
import { expectRollingRestart } from '../harness/expect-rolling-restart.ts'
import { startMsctl } from '../harness/msctl.ts'
import { whyNotCompose } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { query } from '../harness/services.ts'

const reason = await whyNotCompose()
const users = 3000
const replicas = { 'user-service': 2, 'notification-service': 3 }

describe.skipIf(reason)(`several replicas on compose${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox('compose')
    await expectExit(0, sandbox, 'up')
  })

  afterAll(() => expectGone(sandbox))

  it('are started, and each is a target of Prometheus', async () => {
    await expectExit(0, sandbox, 'scale', ...Object.entries(replicas).map(([name, count]) => `${name}=${count}`))
    for (const [name, count] of Object.entries(replicas)) {
      const rows = (await statusOf(sandbox)).filter((one) => one.name === name)
      expect(rows.map(({ replica, state }) => [replica, state])).toEqual(
        Array.from({ length: count }, (_, index) => [index + 1, 'ready']),
      )
      const up = await expectExit(0, sandbox, 'query', `up{job="${name}"}`, '--json')
      expect(JSON.parse(up.stdout).samples.map(({ value }: { value: number }) => value)).toEqual(Array(count).fill(1))
    }
  })

  it('are restarted one after the other without a failed request', () => expectRollingRestart(sandbox))

  it('lose nothing when one of each is killed half way', async () => {
    const pids = await Promise.all(Object.keys(replicas).map((name) => mainPid(sandbox.name, name, 2)))
    const seeding = startMsctl(sandbox, 'seed', '--count', String(users), '--rate', '400')
    try {
      await eventually(async () => {
        const [row] = await query(sandbox, 'SELECT COUNT(*) AS count FROM users')
        expect(row?.count).toBeGreaterThan(users / 3)
      }, 60_000)
      for (const pid of pids) process.kill(pid, 'SIGKILL')
      expect(seeding.child.exitCode, 'seed was quicker than the test').toBeNull()
      const seed = await seeding.finished
      expect(seed.exitCode, seed.stdout + seed.stderr).toBe(0)
    } finally {
      seeding.child.kill('SIGKILL')
    }
    await expectReady(sandbox)
    const killed = (await statusOf(sandbox)).filter(({ restarts }) => restarts > 0)
    expect(killed.map(({ name, replica }) => `${name} ${replica}`).toSorted()).toEqual([
      'notification-service 2',
      'user-service 2',
    ])
    await expectExit(0, sandbox, 'check')
  })

  it('are fewer again, and check misses none of those that have gone', async () => {
    await expectExit(0, sandbox, 'scale', 'notification-service=1')
    await expectExit(0, sandbox, 'check')
  })
})
