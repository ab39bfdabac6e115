import { expect } from 'vitest'
import { type Finished, msctl } from './msctl.ts'
import type { Sandbox } from './sandbox.ts'

/** Runs msctl and shows all that it printed when its exit code is another. */
export async function expectExit(code: number, sandbox: Sandbox, ...args: readonly string[]): Promise<Finished> {
  const result = await msctl(sandbox, ...args)
  expect(result.exitCode, `msctl ${args.join(' ')}\n${result.stdout}\n${result.stderr}`).toBe(code)
  return result
}
