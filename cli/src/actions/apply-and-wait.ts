import type { Run } from '../lib/run.ts'
import type { ComponentName } from '../stack/components.ts'
import type { ComponentStatus, Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'
import type { ActionProgress, ComponentProgress } from './component-progress.ts'
import { waitReady } from './wait-ready.ts'

export interface ApplyOptions {
  readonly stack: Stack
  readonly target: Target
  readonly wanted: readonly ComponentName[]
  readonly before: readonly ComponentStatus[]
  readonly timeoutMs: number
  readonly run: Run
  readonly progress: ActionProgress
}

/** Applies and waits side by side: a component that fails ends both, whatever apply still waits for. */
export async function applyAndWait(options: ApplyOptions): Promise<readonly ComponentProgress[]> {
  const { openProbes } = await import('../probes/probes.ts')
  const { stack, target } = options
  const ended = new AbortController()
  const run = { ...options.run, signal: AbortSignal.any([options.run.signal, ended.signal]) }
  await using probes = await openProbes(stack, target, run)
  let isAccepted = false
  const applying = target.apply(stack, run).then(() => {
    isAccepted = true
  })
  const waiting = waitReady({ ...options, probes, run, isAccepted: () => isAccepted })
  try {
    const [components] = await Promise.all([waiting, applying])
    return components
  } catch (error) {
    ended.abort(error)
    await Promise.allSettled([applying, waiting])
    throw error
  }
}
