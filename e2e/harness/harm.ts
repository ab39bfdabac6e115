import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { ComponentName } from '../../cli/src/stack/components.ts'
import { eventually } from './eventually.ts'
import { statusOf } from './expect-ready.ts'
import type { Sandbox } from './sandbox.ts'
import { pidOf } from './supervisor-record.ts'

/** What the services cannot do without. */
const needed: readonly ComponentName[] = ['mysql', 'kafka']
const services = ['user-service', 'notification-service'] as const

/** SIGKILL; the supervisor has it running again by itself. */
export async function kill(sandbox: Sandbox, component: ComponentName, replica = 1): Promise<void> {
  const pid = pidOf(sandbox, component, replica)
  process.kill(pid, 'SIGKILL')
  await eventually(async () => expect(pidOf(sandbox, component, replica)).not.toBe(pid), 30_000)
}

/** SIGSTOP; meanwhile status, and the readiness of those that need it, tell that it does not work. */
export async function freeze(sandbox: Sandbox, component: ComponentName, ms: number): Promise<void> {
  const pid = pidOf(sandbox, component)
  const thawAt = performance.now() + ms
  process.kill(pid, 'SIGSTOP')
  try {
    await eventually(() => expectNotReady(sandbox, component), ms)
    await sleep(Math.max(0, thawAt - performance.now()))
  } finally {
    process.kill(pid, 'SIGCONT')
  }
}

async function expectNotReady(sandbox: Sandbox, component: ComponentName): Promise<void> {
  if (needed.includes(component)) {
    for (const service of services) {
      const response = await fetch(`http://127.0.0.1:${sandbox.port(service, 'http')}/readyz`)
      expect(response.status, `${service} without ${component}`).toBe(503)
    }
  }
  const status = (await statusOf(sandbox)).find(({ name }) => name === component)
  expect(status?.state, `${component}: ${status?.detail}`).not.toBe('ready')
}
