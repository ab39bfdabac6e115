import { afterAll, beforeAll, describe, it } from 'vitest'
import { expectExit } from './harness/expect-exit.ts'
import { expectServesWithoutMysql, freezeMysql } from './harness/expect-serves-without-mysql.ts'
import { whyNotLocal } from './harness/required.ts'
import { openSandbox, type Sandbox } from './harness/sandbox.ts'

const reason = await whyNotLocal()

describe.skipIf(reason)(`MySQL frozen under load${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox()
    await expectExit(0, sandbox, 'up', 'user-service', 'notification-service')
  })

  afterAll(async () => {
    await expectExit(0, sandbox, 'down', '--volumes')
    await sandbox[Symbol.asyncDispose]()
  })

  it('is answered within 3 s all the time, and what was accepted is conserved', () =>
    expectServesWithoutMysql(sandbox, { take: freezeMysql, awayMs: 6_000, clients: 100 }))
})
