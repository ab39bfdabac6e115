import type { Run } from '../lib/run.ts'
import { toComponentNames } from '../stack/choose-components.ts'
import type { ComponentName } from '../stack/components.ts'
import { heldUpBy } from '../stack/waits-for.ts'
import type { ActionProgress, ComponentProgress } from './component-progress.ts'
import type { FindStackOptions } from './find-stack.ts'
import { holdStack } from './hold-stack.ts'
import { waitAgain } from './wait-again.ts'

export interface RestartOptions {
  readonly wanted: FindStackOptions
  readonly components: readonly ComponentName[]
  readonly timeoutMs: number
  readonly run: Run
  readonly progress: ActionProgress
}

/** Replaces the processes of the components, then waits until they and all that needs them work again. */
export async function restart(options: RestartOptions): Promise<readonly ComponentProgress[]> {
  const { components, run, progress } = options
  using found = await holdStack(options.wanted, 'msctl restart', progress.note)
  const { stack, target, folders } = found
  toComponentNames(
    components,
    stack.components.map(({ name }) => name),
  )
  const before = await target.status(stack, run)
  progress.note(`Restarting ${components.join(', ')}`)
  await target.restart(stack, components, run)
  const wanted = [...new Set(components.flatMap((name) => [name, ...heldUpBy(stack, name)]))]
  // Awaited here: until then the stack is held.
  return await waitAgain({ ...options, stack, target, folders, before, wanted })
}
