import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { eventually } from './eventually.ts'
import { expectEffects } from './expect-effects.ts'
import { expectExit } from './expect-exit.ts'
import { statusOf } from './expect-ready.ts'
import type { Sandbox } from './sandbox.ts'
import { startLoad } from './start-load.ts'

/** Both services restarted, each with several replicas, while users come in through the gateway: every one is accepted at once. */
export async function expectRollingRestart(sandbox: Sandbox): Promise<void> {
  const load = startLoad(`http://127.0.0.1:${sandbox.port('traefik', 'gateway')}/api/users/register/`, 4)
  try {
    await eventually(async () => expect(load.answers.length).toBeGreaterThan(100), 20_000)
    const before = await starts(sandbox)
    await expectExit(0, sandbox, 'restart', 'user-service', 'notification-service')
    const after = await starts(sandbox)
    expect(after).toHaveLength(before.length)
    expect(after.filter((start) => before.includes(start))).toEqual([])
    await sleep(1_000)
  } finally {
    await load.stop()
  }
  const failed = load.answers.filter(({ status }) => status !== 200)
  expect(failed.map(({ email, status, ms }) => `${email} ${status} ${Math.round(ms)} ms`)).toEqual([])
  await expectEffects(
    sandbox,
    load.answers.map(({ email }) => email),
  )
  await expectExit(0, sandbox, 'check', 'conservation')
}

/** When the process of each replica of our services was started. */
async function starts(sandbox: Sandbox): Promise<readonly (string | undefined)[]> {
  const replicas = (await statusOf(sandbox)).filter(({ name }) => name.endsWith('-service'))
  return replicas.map(({ startedAt }) => startedAt)
}
