import { expect } from 'vitest'
import type { ComponentStatus } from '../../cli/src/stack/stack.ts'
import { eventually } from './eventually.ts'
import { expectExit } from './expect-exit.ts'
import type { Sandbox } from './sandbox.ts'

/** Every component that is not skipped works, within a minute. */
export async function expectReady(sandbox: Sandbox): Promise<void> {
  await eventually(async () => {
    const rows = (await statusOf(sandbox)).filter(({ state }) => state !== 'skipped')
    expect(rows.length).toBeGreaterThan(0)
    for (const { name, state, detail } of rows) expect(state, `${name}: ${detail}`).toBe('ready')
  }, 60_000)
}

/** What `status --json` says of each replica. */
export async function statusOf(sandbox: Sandbox): Promise<readonly ComponentStatus[]> {
  const { stdout } = await expectExit(0, sandbox, 'status', '--json')
  return JSON.parse(stdout).components
}
