import { MsctlError } from '../errors.ts'
import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { type ComponentName, catalogue } from '../stack/components.ts'
import { shapingSettings } from '../stack/inherit-settings.ts'
import type { Settings } from '../stack/settings.ts'
import type { Stack } from '../stack/stack.ts'
import { type StackRecord, writeStackRecord } from '../stack/stack-record.ts'
import type { TargetName } from '../stack/target-names.ts'
import { contextSetting, targetSetting } from '../stack/target-setting.ts'
import type { Target } from '../targets/target.ts'
import { applyAndWait } from './apply-and-wait.ts'
import type { ActionProgress, ComponentProgress } from './component-progress.ts'
import { findStack } from './find-stack.ts'
import { lockStack } from './lock-stack.ts'
import { longestChain } from './longest-chain.ts'
import { askedStack, planUp, type UpPlan } from './plan-up.ts'
import { preflight } from './preflight.ts'
import { type CanaryWords, proveUp } from './prove-up.ts'
import { refuseOtherPassword } from './refuse-other-password.ts'
import { refuseSecond } from './refuse-second.ts'
import { openTarget, type SelectedTarget, selectTarget } from './select-target.ts'
import { tidyFailedUp } from './tidy-failed-up.ts'

export interface UpOptions {
  readonly settings: Settings
  readonly folders: Folders
  /** Where `.env` is; recorded, so that other commands find the passwords. */
  readonly workingFolder: string
  /** Only these and what they depend on; empty: all. */
  readonly components: readonly ComponentName[]
  readonly without: readonly ComponentName[]
  readonly timeoutMs: number
  readonly isCanaryWanted: boolean
  /** Services that run already are brought to today's code. */
  readonly isBuildWanted: boolean
  /** Leave what was started when one component fails. */
  readonly isKeptOnFailure: boolean
  readonly run: Run
  readonly progress: ActionProgress
}

export interface UpResult {
  readonly stack: Stack
  readonly target: TargetName
  /** Which cluster, where the target has several. */
  readonly context?: string
  readonly components: readonly ComponentProgress[]
  readonly durationMs: number
  /** Nothing was missing. */
  readonly ranAlready: boolean
  /** Whose waiting for whom took the longest, first to last. */
  readonly longest: readonly ComponentName[]
  readonly canary?: CanaryWords
}

/** Makes the stack run and waits until each part works; again: only what is missing. */
export async function up(options: UpOptions): Promise<UpResult> {
  const { folders, workingFolder, run, progress } = options
  const beganMs = Date.now()
  const { name } = askedStack(options).stack
  const { target, reason } = await targetFor(options, name)
  const why = target.context === undefined ? reason : `context ${target.context}`
  progress.note(`Target ${target.name}${why ? ` (${why})` : ''}`)
  using _lock = await lockStack({ name, folders, what: 'msctl up', signal: run.signal, note: progress.note })
  // Only now: whoever held the lock may have made it elsewhere.
  await refuseSecond(name, target, options)
  const plan = await planUp({ ...options, target })
  const { stack, wanted, before } = plan
  await refuseOtherPassword(plan, target, run)
  await preflight(stack, target, run)
  writeStackRecord(folders, toRecord(plan, target, workingFolder))
  try {
    await target.machine?.prepare(stack, run)
    if (options.isBuildWanted) await renewServices(stack, target, before, run)
    const components = await applyAndWait({ ...options, stack, target, wanted, before })
    const ranAlready = components.every(({ elapsedMs }) => elapsedMs === undefined)
    const canary = await proveUp({ ...options, stack, target, components, ranAlready })
    const readyAt = new Map(
      components.flatMap(({ name, readyAtMs }) => (readyAtMs ? [[name, readyAtMs] as const] : [])),
    )
    return {
      stack,
      target: target.name,
      ...(target.context !== undefined && { context: target.context }),
      components,
      durationMs: Date.now() - beganMs,
      ranAlready,
      longest: longestChain(stack, readyAt),
      ...(canary ? { canary } : {}),
    }
  } catch (error) {
    throw await tidyFailedUp({ ...options, stack, target, before, error })
  }
}

/** Where it runs already it goes on, unless another place is named. */
async function targetFor({ settings, folders, run }: UpOptions, name: string): Promise<SelectedTarget> {
  const asked = targetSetting(settings)
  const context = contextSetting(settings)
  const there = await findStack({ name, target: asked === 'auto' ? undefined : asked, context, folders, run })
  if (there === undefined) return selectTarget(asked, folders, run, context)
  // From now on the folder of the name is this stack's, unless the one at the other place still needs it.
  const isApart = there.folders.apart !== undefined
  return { target: isApart ? await openTarget(there.target.name, folders, there.target.context) : there.target }
}

async function renewServices(stack: Stack, target: Target, before: UpPlan['before'], run: Run): Promise<void> {
  const running = stack.components
    .map(({ name }) => name)
    .filter((name) => catalogue[name].isService && before.some((one) => one.name === name && one.state !== 'missing'))
  if (running.length === 0) return
  try {
    await target.restart(stack, running, run)
  } catch (error) {
    // Nobody watches over what is left of them: all of it is started anew, and so from today's code.
    if (!(error instanceof MsctlError && error.code === 'MSCTL_NO_STACK')) throw error
  }
}

function toRecord(plan: UpPlan, { name: target, context }: Target, workingFolder: string): StackRecord {
  const { credentials: _, ...stack } = plan.stack
  const { createdAt, folder } = plan.made ?? { createdAt: new Date().toISOString(), folder: workingFolder }
  return {
    schema: 1,
    target,
    ...(context !== undefined && { context }),
    stack,
    folder,
    createdAt,
    settings: shapingSettings(plan.settings),
  }
}
