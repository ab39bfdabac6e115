import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeUp, partsWithoutGrafana } from '../harness/compose-up.ts'
import { expectExit } from '../harness/expect-exit.ts'
import { expectGone } from '../harness/expect-gone.ts'
import { expectReady, statusOf } from '../harness/expect-ready.ts'
import { whyNotCompose } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

const reason = await whyNotCompose()

describe.skipIf(reason)(`a stack that docker compose alone has started${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox('compose')
    await composeUp(sandbox)
    // Where the stack's ports are is its containers' to tell.
    sandbox.env.MSCTL_PORT_OFFSET = '0'
  })

  afterAll(() => expectGone(sandbox))

  it('is found without a record, by whatever target is meant', async () => {
    await expectReady(sandbox)
    const rows = await statusOf({ ...sandbox, env: { ...sandbox.env, MSCTL_TARGET: 'auto' } })
    expect(rows.map(({ name }) => name).toSorted()).toEqual(partsWithoutGrafana.toSorted())
  })

  it('is seeded and checked, from its first event on', async () => {
    await expectExit(0, sandbox, 'seed', '--count', '200')
    const check = await expectExit(0, sandbox, 'check')
    expect(check.stdout).toMatch(/conservation +accepted 200 → users 200 → topic 200 .*→ inbox 200 → notifications 200/)
  })

  it('has logs', async () => {
    const { stdout } = await expectExit(0, sandbox, 'logs', 'notification-service', '--tail', '5', '--json')
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toHaveLength(5)
    expect(lines.at(-1)).toMatchObject({ component: 'notification-service', replica: 1 })
  })

  it('is scaled, and nothing is lost by that', async () => {
    await expectExit(0, sandbox, 'scale', 'user-service=2')
    expect((await statusOf(sandbox)).filter(({ name }) => name === 'user-service')).toHaveLength(2)
    await expectExit(0, sandbox, 'seed', '--count', '200', '--quiet')
    await expectExit(0, sandbox, 'check')
  })
})
