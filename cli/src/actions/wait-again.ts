import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import type { ComponentName } from '../stack/components.ts'
import type { ComponentStatus, Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'
import type { ActionProgress, ComponentProgress } from './component-progress.ts'
import { waitReady } from './wait-ready.ts'

export interface WaitAgainOptions {
  readonly stack: Stack
  readonly target: Target
  readonly folders: Folders
  /** Before the change. */
  readonly before: readonly ComponentStatus[]
  readonly wanted: readonly ComponentName[]
  readonly timeoutMs: number
  readonly run: Run
  readonly progress: ActionProgress
}

/**
 * After a change to a running stack: waits until what it concerns works. Components that are skipped stay so. New consumers count
 * from zero, so a new window for their counters begins.
 */
export async function waitAgain(options: WaitAgainOptions): Promise<readonly ComponentProgress[]> {
  const { openProbes } = await import('../probes/probes.ts')
  const { stack, target, folders, run } = options
  await using probes = await openProbes(stack, target, run)
  const components = await waitReady({ ...options, probes, isAccepted: () => true })
  if (components.some(({ name, state }) => name === 'notification-service' && state === 'ready')) {
    const { takeBaselineIfNeeded } = await import('../checks/take-baseline.ts')
    await takeBaselineIfNeeded(stack, target, folders, run)
  }
  return components
}
