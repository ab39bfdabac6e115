import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectExit } from '../harness/expect-exit.ts'
import { expectReady } from '../harness/expect-ready.ts'
import { leftovers } from '../harness/leftovers.ts'
import { msctl, startMsctl } from '../harness/msctl.ts'
import { whyNotLocal } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { supervisorPid } from '../harness/supervisor-record.ts'

const reason = await whyNotLocal()

describe.skipIf(reason)(`trouble on local${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox

  beforeEach(async () => {
    sandbox = await openSandbox()
  })

  afterEach(async () => {
    await expectExit(0, sandbox, 'down', '--volumes')
    await sandbox[Symbol.asyncDispose]()
  })

  it('refuses a taken port before anything starts, naming port and holder', async () => {
    const port = sandbox.port('mysql', 'mysql')
    const holder = createServer().listen(port, '127.0.0.1')
    try {
      const up = await msctl(sandbox, 'up')
      expect(up.exitCode).toBe(4)
      expect(up.stderr).toContain(`port ${port}`)
      expect(up.stderr).toContain(`pid ${process.pid}`)
    } finally {
      holder.close()
    }
    expect(await leftovers(sandbox)).toEqual([])
  })

  it('is interrupted at any moment of up, and down removes all', async () => {
    for (const momentMs of [300, 1000, 2200, 4000, 6000]) {
      const up = startMsctl(sandbox, 'up')
      await sleep(momentMs)
      up.child.kill('SIGINT')
      const { exitCode, stderr } = await up.finished
      // A fast machine may have finished before the last moment.
      expect([130, 0], stderr).toContain(exitCode)
      const down = await msctl(sandbox, 'down', '--volumes')
      expect(down.exitCode, down.stderr).toBe(0)
      expect(await leftovers(sandbox), `after ${momentMs} ms`).toEqual([])
    }
  })

  it('notices a killed supervisor, comes up again, and leaves nothing behind', async () => {
    await expectExit(0, sandbox, 'up', '--no-canary')
    process.kill(supervisorPid(sandbox), 'SIGKILL')
    const status = await msctl(sandbox, 'status')
    expect(status.stdout).toMatch(/without its supervisor/)

    const again = await msctl(sandbox, 'up')
    expect(again.exitCode, again.stderr).toBe(0)
    process.kill(supervisorPid(sandbox), 'SIGKILL')

    const down = await msctl(sandbox, 'down', '--volumes')
    expect(down.exitCode, down.stderr).toBe(0)
    expect(await leftovers(sandbox)).toEqual([])
  })

  it('restarts servers that were killed, and loses nothing', async () => {
    await expectExit(0, sandbox, 'up')
    await expectExit(0, sandbox, 'seed', '--count', '100', '--quiet')
    const pids = await pidsOf(sandbox)
    for (const name of ['kafka', 'mysql', 'notification-service', 'user-service']) {
      const pid = pids.get(name)
      expect(pid, name).toBeDefined()
      if (pid !== undefined) process.kill(pid, 'SIGKILL')
    }
    await expectReady(sandbox)
    await expectExit(0, sandbox, 'seed', '--count', '100', '--quiet')
    const check = await msctl(sandbox, 'check', 'conservation', 'lag', 'dead-letters')
    expect(check.exitCode, check.stdout + check.stderr).toBe(0)
  })

  it('cannot find out without Prometheus: exit 3', async () => {
    await expectExit(0, sandbox, 'up', '--without', 'prometheus', '--no-canary')
    await expectExit(3, sandbox, 'query', 'up')
    await expectExit(3, sandbox, 'check')
  })

  it('runs two stacks side by side', async () => {
    await using other = await openSandbox()
    const second = { ...other, env: { ...other.env, MSCTL_NAME: 'second' } }
    try {
      const [one, two] = await Promise.all([msctl(sandbox, 'up'), msctl(second, 'up')])
      expect(one.exitCode, one.stderr).toBe(0)
      expect(two.exitCode, two.stderr).toBe(0)
      await expectExit(0, sandbox, 'down', '--volumes')
      await expectExit(0, second, 'seed', '--count', '10', '--quiet')
      await expectExit(0, second, 'check')
    } finally {
      await expectExit(0, second, 'down', '--volumes')
    }
    expect(await leftovers(second)).toEqual([])
  })
})

async function pidsOf(sandbox: Sandbox): Promise<ReadonlyMap<string, number>> {
  const status = JSON.parse((await msctl(sandbox, 'status', '--json')).stdout)
  return new Map(status.components.map((one: { name: string; pid?: number }) => [one.name, one.pid]))
}
