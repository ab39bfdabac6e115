import { MsctlError } from '../errors.ts'
import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { onlyWith } from '../stack/choose-components.ts'
import type { ComponentName } from '../stack/components.ts'
import { createStack } from '../stack/create-stack.ts'
import { inheritSettings } from '../stack/inherit-settings.ts'
import { nameFlag } from '../stack/name-flag.ts'
import { requireDependencies } from '../stack/require-dependencies.ts'
import type { Settings } from '../stack/settings.ts'
import type { ComponentStatus, Stack } from '../stack/stack.ts'
import type { StackRecord } from '../stack/stack-record.ts'
import type { Target } from '../targets/target.ts'
import { findStack } from './find-stack.ts'
import { differences, mergeStacks } from './merge-stacks.ts'
import { preflight } from './preflight.ts'

export interface PlanOptions {
  readonly settings: Settings
  readonly folders: Folders
  /** Only these and what they depend on; empty: all. */
  readonly components: readonly ComponentName[]
  readonly without: readonly ComponentName[]
  readonly target: Target
  readonly run: Run
}

export interface UpPlan {
  /** What is to exist afterwards: what runs already, too. */
  readonly stack: Stack
  readonly settings: Settings
  /** What is waited for. */
  readonly wanted: readonly ComponentName[]
  readonly before: readonly ComponentStatus[]
  /** Of the stack that runs: when and in which folder it was made. */
  readonly made?: Pick<StackRecord, 'createdAt' | 'folder'>
}

/** What `up` is to make, from the settings and from what runs. Refuses settings that the running stack does not have. */
export async function planUp(options: PlanOptions): Promise<UpPlan> {
  const { folders, target, run } = options
  const fresh = askedStack(options)
  const { name } = fresh.stack
  const known = await findStack({ name, target: target.name, context: target.context, folders, run, isDownFine: true })
  const before = await target.status(known?.stack ?? fresh.stack, run)
  if (known === undefined || !before.some(isAlive)) return { ...fresh, before }
  const { record } = known
  const settings = inheritSettings(options.settings, record.settings ?? {})
  const { stack, wanted } = askedStack({ ...options, settings })
  const different = differences(record.stack, stack)
  if (different.length > 0) {
    // Where no settings would do, that is what to say.
    await preflight(known.stack, target, run)
    throw new MsctlError('MSCTL_CONFIGURATION', `"${stack.name}" runs with other settings: ${different.join('; ')}`, {
      suggestions: [
        `msctl down${nameFlag(stack.name)}, then the same command again`,
        'a second stack beside it: msctl up --name other --port-offset 100',
      ],
      details: { differences: different },
    })
  }
  // Its passwords are those of the folder where it was made, wherever this `up` is called.
  const merged = { ...mergeStacks(record.stack, stack), credentials: known.stack.credentials }
  return { stack: merged, settings, wanted, before, made: record }
}

/** The stack as the settings alone want it; throws for settings and arguments that cannot be. */
export function askedStack(
  options: Pick<PlanOptions, 'settings' | 'components' | 'without'> & { readonly target?: Target },
): Omit<UpPlan, 'before'> {
  const { settings, components, without, target } = options
  const whole = createStack({ settings, without })
  refuseAbsent(whole, components)
  const asked = requireDependencies(onlyWith(whole, components))
  const stack = target?.runsImages === false ? withoutImages(asked) : asked
  return { stack, settings, wanted: stack.components.map(({ name }) => name) }
}

/** What the settings say of images means nothing where none run. */
function withoutImages(stack: Stack): Stack {
  return { ...stack, components: stack.components.map(({ image: _, memoryLimit: __, ...component }) => component) }
}

function isAlive({ state }: ComponentStatus): boolean {
  return state === 'starting' || state === 'ready' || state === 'unhealthy'
}

function refuseAbsent(stack: Stack, named: readonly ComponentName[]): void {
  const absent = named.find((name) => !stack.components.some((component) => component.name === name))
  if (absent === undefined) return
  throw new MsctlError('MSCTL_USAGE', `"${absent}" is asked for, but is not part of this stack`, {
    suggestions: [
      absent === 'zookeeper' ? 'Kafka needs none with --kafka kraft' : `call it without --without ${absent}`,
    ],
  })
}
