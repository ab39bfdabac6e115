import { MsctlError } from '../errors.ts'
import type { Run } from '../lib/run.ts'
import { type ComponentName, catalogue, componentNames } from '../stack/components.ts'
import { type Stack, withReplicas } from '../stack/stack.ts'
import { writeStackRecord } from '../stack/stack-record.ts'
import { heldUpBy } from '../stack/waits-for.ts'
import type { ActionProgress, ComponentProgress } from './component-progress.ts'
import type { FindStackOptions } from './find-stack.ts'
import { holdStack } from './hold-stack.ts'
import { waitAgain } from './wait-again.ts'

export interface ScaleOptions {
  readonly wanted: FindStackOptions
  readonly replicas: ReadonlyMap<ComponentName, number>
  readonly timeoutMs: number
  readonly run: Run
  readonly progress: ActionProgress
}

/** Runs so many replicas of our services, then waits until they, the routes and the scrapes work. */
export async function scale(options: ScaleOptions): Promise<readonly ComponentProgress[]> {
  const { replicas, run, progress } = options
  using found = await holdStack(options.wanted, 'msctl scale', progress.note)
  const { target, folders, record } = found
  let { stack } = found
  refuseOthers(stack, [...replicas.keys()])
  const before = await target.status(stack, run)
  for (const [name, count] of replicas) {
    progress.note(`Scaling ${name} to ${count}`)
    await target.scale(stack, name, count, run)
    stack = withReplicas(stack, name, count)
    const { credentials: _, ...recorded } = stack
    writeStackRecord(folders, { ...record, stack: recorded })
  }
  const running = [...replicas].filter(([, count]) => count > 0).map(([name]) => name)
  const wanted = [...new Set(running.flatMap((name) => [name, ...heldUpBy(stack, name)]))]
  const isWanted = (name: ComponentName): boolean => replicas.get(name) !== 0
  // Awaited here: until then the stack is held.
  return await waitAgain({ ...options, stack, target, folders, before, wanted: wanted.filter(isWanted) })
}

function refuseOthers(stack: Stack, names: readonly ComponentName[]): void {
  const scalable = componentNames.filter((name) => catalogue[name].isService)
  for (const name of names) {
    if (!scalable.includes(name)) {
      throw new MsctlError('MSCTL_USAGE', `${name} cannot be scaled; these can: ${scalable.join(', ')}`)
    }
    if (!stack.components.some((component) => component.name === name)) {
      throw new MsctlError('MSCTL_USAGE', `${name} is not part of this stack`, { suggestions: [`msctl up ${name}`] })
    }
  }
}
