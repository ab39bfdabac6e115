import type { Run } from '../lib/run.ts'
import type { ComponentName } from '../stack/components.ts'
import { heldUpBy } from '../stack/waits-for.ts'
import type { ActionProgress, ComponentProgress } from './component-progress.ts'
import type { FoundStack } from './find-stack.ts'
import { lockStack } from './lock-stack.ts'
import { waitAgain } from './wait-again.ts'

export interface RestartOptions {
  readonly found: FoundStack
  readonly components: readonly ComponentName[]
  readonly timeoutMs: number
  readonly run: Run
  readonly progress: ActionProgress
}

/** Replaces the processes of the components, then waits until they and all that needs them work again. */
export async function restart(options: RestartOptions): Promise<readonly ComponentProgress[]> {
  const { found, components, run, progress } = options
  const { stack, target, folders } = found
  using _lock = await lockStack({
    name: stack.name,
    folders,
    what: 'msctl restart',
    signal: run.signal,
    note: progress.note,
  })
  const before = await target.status(stack, run)
  progress.note(`Restarting ${components.join(', ')}`)
  await target.restart(stack, components, run)
  const wanted = [...new Set(components.flatMap((name) => [name, ...heldUpBy(stack, name)]))]
  return waitAgain({ ...options, stack, target, folders, before, wanted })
}
