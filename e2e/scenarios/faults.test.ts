import { afterAll, beforeAll, describe, it } from 'vitest'
import { expectConservedSeed } from '../harness/expect-conserved-seed.ts'
import { expectExit } from '../harness/expect-exit.ts'
import { expectGone } from '../harness/expect-gone.ts'
import { kill } from '../harness/harm.ts'
import { whyNotLocal } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

const reason = await whyNotLocal()

/** The two most telling of e2e/long/. */
describe.skipIf(reason)(`faults while seeding${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox()
    await expectExit(0, sandbox, 'up', '--without', 'prometheus', '--no-canary')
  })

  afterAll(() => expectGone(sandbox))

  it('loses nobody when user-service is killed between registering, publishing and deleting', async () => {
    await expectConservedSeed(sandbox, { rate: 200, harm: () => kill(sandbox, 'user-service') })
  })

  it('loses nobody when Kafka is killed', async () => {
    await expectConservedSeed(sandbox, { rate: 200, harm: () => kill(sandbox, 'kafka') })
  })
})
