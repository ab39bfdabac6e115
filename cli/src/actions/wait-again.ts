import type { Run } from '../lib/run.ts'
import type { ComponentName } from '../stack/components.ts'
import type { ComponentStatus, Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'
import type { ActionProgress, ComponentProgress } from './component-progress.ts'
import { waitReady } from './wait-ready.ts'

export interface WaitAgainOptions {
  readonly stack: Stack
  readonly target: Target
  /** Before the change. */
  readonly before: readonly ComponentStatus[]
  readonly wanted: readonly ComponentName[]
  readonly timeoutMs: number
  readonly run: Run
  readonly progress: ActionProgress
}

/** After a change to a running stack: waits until what it concerns works. Components that are skipped stay so. */
export async function waitAgain(options: WaitAgainOptions): Promise<readonly ComponentProgress[]> {
  const { openProbes } = await import('../probes/probes.ts')
  const { stack, target, run } = options
  await using probes = await openProbes(stack, target, run)
  return await waitReady({ ...options, probes, isAccepted: () => true })
}
