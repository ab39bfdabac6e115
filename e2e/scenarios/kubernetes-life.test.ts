import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ComponentName } from '../../cli/src/stack/components.ts'
import { applyWithKubectl, kubectl, namespaceLeftovers } from '../harness/cluster.ts'
import { eventually } from '../harness/eventually.ts'
import { expectConservedSeed } from '../harness/expect-conserved-seed.ts'
import { expectExit } from '../harness/expect-exit.ts'
import { expectGone } from '../harness/expect-gone.ts'
import { expectReady, statusOf } from '../harness/expect-ready.ts'
import { expectRollingRestart } from '../harness/expect-rolling-restart.ts'
import { leftovers } from '../harness/leftovers.ts'
import { startMsctl } from '../harness/msctl.ts'
import { whyNotKubernetes } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { register } from '../harness/services.ts'
import { pidOf } from '../harness/supervisor-record.ts'

const reason = await whyNotKubernetes()
const because = reason ? ` (${reason})` : ''

describe.skipIf(reason)(`the life of a stack on a cluster${because}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox('kubernetes')
    await expectExit(0, sandbox, 'up')
  })

  afterAll(() => expectGone(sandbox))

  it('names its cluster in what it prints', async () => {
    const context = await kubectl('default', 'config', 'current-context')
    const status = await expectExit(0, sandbox, 'status')
    expect(status.stdout).toMatch(new RegExp(`^${sandbox.name} on kubernetes \\(context ${context}\\), up `))
    const check = await expectExit(0, sandbox, 'check', 'gateway')
    expect(check.stderr).toContain(`Target kubernetes (context ${context})`)
    expect(JSON.parse((await expectExit(0, sandbox, 'status', '--json')).stdout).context).toBe(context)
  })

  it('restarts both services while users come in, and every one is accepted at once', async () => {
    await expectRollingRestart(sandbox)
  })

  it.each(['user-service', 'notification-service', 'kafka', 'mysql'] as const)(
    'loses nobody when the pod of %s is killed while seeding',
    async (component) => {
      await expectConservedSeed(sandbox, { rate: 150, harm: () => replacePod(sandbox, component) })
    },
  )

  it('goes on with its logs in the pod that comes instead', async () => {
    const logs = startMsctl(sandbox, 'logs', '-f', '--tail', '20', 'user-service', '--json')
    try {
      let text = ''
      logs.child.stdout?.on('data', (chunk) => {
        text += chunk
      })
      for (const email of ['before@logs.example', 'after@logs.example']) {
        await eventually(async () => expect((await register(sandbox, email, 'gateway')).status).not.toBe(503), 20_000)
        await eventually(async () => expect(text).toContain(email), 10_000)
        if (email.startsWith('before')) await replacePod(sandbox, 'user-service')
      }
      const lines = text
        .trim()
        .split('\n')
        .filter((line) => line.includes('before@logs.example'))
      expect(lines).toHaveLength(1)
    } finally {
      logs.child.kill('SIGKILL')
    }
  })

  it('has its ports again after the process that keeps them was killed', async () => {
    process.kill(pidOf(sandbox, 'forwards'), 'SIGKILL')
    await eventually(async () => {
      expect((await fetch(`http://127.0.0.1:${sandbox.port('prometheus', 'http')}/-/ready`)).status).toBe(200)
    }, 20_000)
    await expectReady(sandbox)
  })

  it('is found again with its data after down', async () => {
    await expectExit(0, sandbox, 'seed', '--count', '50', '--quiet')
    await expectExit(0, sandbox, 'down')
    expect((await leftovers(sandbox)).filter((what) => !/^(file|namespace) /.test(what))).toEqual([])
    const other = await expectExit(4, sandbox, 'up', '--kafka', 'kraft')
    expect(other.stderr).toContain('kafka: there is data of Kafka with ZooKeeper (volume claim data-kafka-0)')
    await expectExit(0, sandbox, 'up')
    await expectExit(0, sandbox, 'check')
  })
})

describe.skipIf(reason)(`a stack that kubectl alone has made${because}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox('kubernetes')
    await applyWithKubectl(sandbox)
  })

  afterAll(async () => {
    await expectExit(0, sandbox, 'down', '--volumes')
    const left = await namespaceLeftovers(sandbox.name)
    await sandbox[Symbol.asyncDispose]()
    expect(left).toEqual([])
  })

  it('is found without a record, whatever target is meant', async () => {
    await expectReady(sandbox)
    const rows = await statusOf({ ...sandbox, env: { ...sandbox.env, MSCTL_TARGET: 'auto' } })
    expect(rows.map((row) => row.name)).not.toContain('grafana' satisfies ComponentName)
    expect(rows).toHaveLength(8)
  })

  it('is checked from its first event on, through forwards of the command alone', async () => {
    await expectExit(0, sandbox, 'seed', '--count', '100', '--quiet')
    await expectExit(0, sandbox, 'check')
  })
})

/** Ends the pod of a component as a node would, at once; resolves when another one is ready. */
async function replacePod(sandbox: Sandbox, component: ComponentName): Promise<void> {
  const selector = `app.kubernetes.io/name=${component}`
  await kubectl(sandbox.name, 'delete', 'pod', '-l', selector, '--grace-period', '1')
  await kubectl(sandbox.name, 'wait', 'pod', '-l', selector, '--for', 'condition=Ready', '--timeout', '90s')
}
