import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectExit } from '../harness/expect-exit.ts'
import { expectGone } from '../harness/expect-gone.ts'
import { expectServesWithoutMysql, freezeMysql, stopMysql } from '../harness/expect-serves-without-mysql.ts'
import { peakMegabytes } from '../harness/peak-megabytes.ts'
import { whyNotLocal } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

const reason = await whyNotLocal()

describe.skipIf(reason)(`MySQL away for 30 s under load${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox()
    await expectExit(0, sandbox, 'up', 'user-service', 'notification-service')
  })

  afterAll(() => expectGone(sandbox))

  for (const [how, take] of [
    ['frozen', freezeMysql],
    ['stopped', stopMysql],
  ] as const) {
    it(`is answered within 3 s all the time while it is ${how}, and what was accepted is conserved`, async () => {
      await expectServesWithoutMysql(sandbox, { take, awayMs: 30_000, clients: 300 })
      await expectExit(0, sandbox, 'check', 'conservation')
      expect(peakMegabytes(sandbox, 'user-service')).toBeLessThan(300)
    })
  }
})
