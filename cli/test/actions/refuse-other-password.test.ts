import { afterEach, expect, it, vi } from 'vitest'
import type { UpPlan } from '../../src/actions/plan-up.ts'
import { refuseOtherPassword } from '../../src/actions/refuse-other-password.ts'
import type { ProbeResult } from '../../src/probes/probe.ts'
import { onlyWith } from '../../src/stack/choose-components.ts'
import { fakeProbes } from '../fake-probes.ts'
import { FakeTarget } from '../fake-target.ts'
import { quietRun } from '../quiet-run.ts'
import { settingsOf, stackOf } from '../test-stack.ts'

const denied = "Access denied for user 'someone'@'127.0.0.1' (using password: YES)"
const stack = onlyWith(stackOf({ MYSQL_USER: 'someone' }), ['mysql'])
let asked = 0
let answer: ProbeResult = { works: false, detail: denied, deniesAccess: true }

vi.mock('../../src/probes/probes.ts', () => ({
  openProbes: async () =>
    fakeProbes({
      mysql: () => {
        asked++
        return answer
      },
    }),
}))

afterEach(() => {
  asked = 0
  answer = { works: false, detail: denied, deniesAccess: true }
})

async function planOf(target: FakeTarget): Promise<UpPlan> {
  const made = { createdAt: new Date().toISOString(), folder: '/home/someone/shop' }
  return { stack, settings: settingsOf(), wanted: ['mysql'], before: await target.status(stack), made }
}

async function running(): Promise<FakeTarget> {
  const target = new FakeTarget()
  await target.apply(stack, quietRun())
  return target
}

it('says at once that a running MySQL refuses the password, and where that one is from', async () => {
  const target = await running()
  await expect(refuseOtherPassword(await planOf(target), target, quietRun())).rejects.toMatchObject({
    code: 'MSCTL_CONFIGURATION',
    exit: 2,
    message: expect.stringMatching(/^MySQL of "microservices" refuses the password of user "someone": .*shop\/\.env"/),
    suggestions: [expect.stringContaining('msctl config'), expect.stringContaining('msctl down')],
  })
})

it('leaves everything else that MySQL answers to the wait', async () => {
  const target = await running()
  const plan = await planOf(target)
  for (const other of [
    { works: false, detail: 'connect ECONNREFUSED 127.0.0.1:3306' },
    { works: true, detail: 'answers' },
  ]) {
    answer = other
    await expect(refuseOtherPassword(plan, target, quietRun())).resolves.toBeUndefined()
  }
  expect(asked).toBe(2)
})

it('does not ask a MySQL that is only to be started', async () => {
  const target = new FakeTarget()
  await expect(refuseOtherPassword(await planOf(target), target, quietRun())).resolves.toBeUndefined()
  expect(asked).toBe(0)
})
