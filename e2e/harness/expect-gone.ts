import { expect } from 'vitest'
import { expectExit } from './expect-exit.ts'
import { leftovers } from './leftovers.ts'
import type { Sandbox } from './sandbox.ts'

/** Takes a sandbox's stack down and ends the sandbox; fails when anything was left. */
export async function expectGone(sandbox: Sandbox): Promise<void> {
  await expectExit(0, sandbox, 'down', '--volumes')
  const left = await leftovers(sandbox)
  await sandbox[Symbol.asyncDispose]()
  expect(left).toEqual([])
}
