import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectConservedSeed } from '../harness/expect-conserved-seed.ts'
import { expectExit } from '../harness/expect-exit.ts'
import { expectGone } from '../harness/expect-gone.ts'
import { statusOf } from '../harness/expect-ready.ts'
import { freeze, kill } from '../harness/harm.ts'
import { peakMegabytes } from '../harness/peak-megabytes.ts'
import { whyNotLocal } from '../harness/required.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

const reason = await whyNotLocal()
const components = ['user-service', 'notification-service', 'mysql', 'kafka', 'zookeeper', 'traefik'] as const

describe.skipIf(reason)(`faults while seeding${reason ? ` (${reason})` : ''}`, () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await openSandbox()
    await expectExit(0, sandbox, 'up')
  })

  afterAll(() => expectGone(sandbox))

  async function restarts(): Promise<Record<string, number>> {
    return Object.fromEntries((await statusOf(sandbox)).map(({ name, restarts }) => [name, restarts]))
  }

  for (const component of components) {
    it(`${component} killed: started anew alone, and nobody is lost`, async () => {
      const before = await restarts()
      await expectConservedSeed(sandbox, { rate: 200, harm: () => kill(sandbox, component) })
      expect(await restarts()).toEqual({ ...before, [component]: (before[component] ?? 0) + 1 })
      expectLittleMemory()
    })

    it(`${component} frozen for 10 s: goes on, said not to work meanwhile, and nobody is lost`, async () => {
      const before = await restarts()
      await expectConservedSeed(sandbox, { rate: 200, harm: () => freeze(sandbox, component, 10_000) })
      expect(await restarts()).toEqual(before)
      expectLittleMemory()
    })
  }

  function expectLittleMemory(): void {
    for (const service of ['user-service', 'notification-service']) {
      expect(peakMegabytes(sandbox, service), service).toBeLessThan(200)
    }
  }
})
