import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { eventually } from './eventually.ts'
import { expectEffects } from './expect-effects.ts'
import type { Sandbox } from './sandbox.ts'
import { type LoadAnswer, startLoad } from './start-load.ts'
import { pidOf, supervisorPid } from './supervisor-record.ts'

/** Takes MySQL away; returns what brings it back. */
export type TakeMysql = (sandbox: Sandbox) => () => void

/** Its connections stay open, and nobody answers on them. */
export const freezeMysql: TakeMysql = (sandbox) => {
  const pid = pidOf(sandbox, 'mysql')
  process.kill(pid, 'SIGSTOP')
  return () => process.kill(pid, 'SIGCONT')
}

/** Its connections end and its port refuses. Nobody starts it anew before the supervisor may go on. */
export const stopMysql: TakeMysql = (sandbox) => {
  const supervisor = supervisorPid(sandbox)
  process.kill(supervisor, 'SIGSTOP')
  process.kill(pidOf(sandbox, 'mysql'), 'SIGKILL')
  return () => process.kill(supervisor, 'SIGCONT')
}

export interface Away {
  readonly take: TakeMysql
  readonly awayMs: number
  readonly clients: number
}

/**
 * user-service under load while MySQL is away and after it came back: each registration is answered within 3 s, readiness
 * tells the truth, all works again by itself, and each user who was accepted has exactly one effect.
 */
export async function expectServesWithoutMysql(sandbox: Sandbox, { take, awayMs, clients }: Away): Promise<void> {
  const urlOf = (path: string) => `http://127.0.0.1:${sandbox.port('user-service', 'http')}${path}`
  const statusOf = async (path: string) => (await fetch(urlOf(path))).status
  const load = startLoad(urlOf('/register/'), clients)
  // all are connected, and the service is warm
  await eventually(async () => expect(load.answers.length).toBeGreaterThan(5 * clients), 30_000)
  const before = load.answers.length
  const giveBack = take(sandbox)
  try {
    const backAt = performance.now() + awayMs
    await eventually(async () => expect(await statusOf('/readyz')).toBe(503), 5_000)
    while (performance.now() < backAt) {
      expect([await statusOf('/livez'), await statusOf('/readyz')]).toEqual([200, 503])
      await sleep(500)
    }
  } finally {
    giveBack()
  }
  await eventually(async () => expect(await statusOf('/readyz')).toBe(200), 20_000)
  // so that nobody asked before it was back
  await sleep(3_000)
  const answered = load.answers.length
  await sleep(1_000)
  await load.stop()
  expect(new Set(load.answers.slice(answered).map(({ status }) => status))).toEqual(new Set([200]))
  expectPromptAnswers(load.answers.slice(before))
  const accepted = load.answers.filter(({ status }) => status === 200)
  await expectEffects(
    sandbox,
    accepted.map(({ email }) => email),
  )
}

function expectPromptAnswers(answers: readonly LoadAnswer[]): void {
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]))
  expect(answers.filter(({ status, retryAfter }) => status === 503 && retryAfter !== '1')).toEqual([])
  const late = answers.filter(({ ms }) => ms > 3_000)
  expect(late.map(({ email, status, ms }) => `${email} ${status} ${Math.round(ms)} ms`)).toEqual([])
}
