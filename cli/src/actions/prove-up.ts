import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { formatDuration } from '../lib/units.ts'
import type { ComponentName } from '../stack/components.ts'
import { componentOf, isForeign, type Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'
import type { ActionProgress, ComponentProgress } from './component-progress.ts'

export interface ProveOptions {
  readonly stack: Stack
  readonly target: Target
  readonly folders: Folders
  readonly components: readonly ComponentProgress[]
  readonly ranAlready: boolean
  readonly isCanaryWanted: boolean
  readonly run: Run
  readonly progress: ActionProgress
}

export interface CanaryWords {
  readonly eventId: string
  readonly durationMs: number
  readonly detail: string
}

/** Tables and topic exist once both services have been there. */
const countedParts: readonly ComponentName[] = ['mysql', 'kafka', 'user-service', 'notification-service']
const canaryPath: readonly ComponentName[] = ['traefik', ...countedParts]

/** Once all is ready: one event through the whole path, where anything was started, and the point from which checks count. */
export async function proveUp(options: ProveOptions): Promise<CanaryWords | undefined> {
  const { stack, target, folders, run, progress } = options
  const isCanaryDue =
    options.isCanaryWanted && !options.ranAlready && canaryPath.every((name) => isThere(options, name))
  const canary = isCanaryDue ? await sendCanary(stack, target, run, progress) : undefined
  if (countedParts.every((name) => isThere(options, name))) {
    progress.note('Taking the point from which checks count')
    const { takeBaselineIfNeeded } = await import('../checks/take-baseline.ts')
    await takeBaselineIfNeeded(stack, target, folders, run)
  }
  return canary
}

async function sendCanary(stack: Stack, target: Target, run: Run, progress: ActionProgress): Promise<CanaryWords> {
  progress.note('Sending a canary through the gateway')
  const { canary } = await import('../probes/canary.ts')
  const { eventId, durationMs } = await canary(stack, target, run)
  const detail = `event ${eventId} went through gateway, MySQL, topic and notifications in ${formatDuration(durationMs)}`
  return { eventId, durationMs, detail }
}

/** A service that the user runs outside, or an image of somebody else, is not ours to judge: no canary and no baseline then. */
function isThere({ stack, components }: ProveOptions, name: ComponentName): boolean {
  const component = componentOf(stack, name)
  if (component === undefined || isForeign(component)) return false
  return components.some((one) => one.name === name && one.state === 'ready')
}
