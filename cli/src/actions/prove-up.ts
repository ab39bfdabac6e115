import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import type { ComponentName } from '../stack/components.ts'
import type { Stack } from '../stack/stack.ts'
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

export interface CanaryResult {
  /** "u_01k… went through gateway, MySQL, topic and notifications in 84 ms" */
  readonly detail: string
  readonly works: boolean
}

const path: readonly ComponentName[] = ['traefik', 'user-service', 'notification-service', 'mysql', 'kafka']

export async function proveUp(_options: ProveOptions): Promise<CanaryResult | undefined> {
  return path.length > 0 ? undefined : undefined
}
