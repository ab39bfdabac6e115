import type { Folders } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
import type { Stack } from '../../stack/stack.ts'
import type { ProcessSpec } from './process-spec.ts'
import type { ToolLookup, ToolName } from './tools/tool.ts'

/** What a server's preparation works with. */
export interface LocalContext {
  readonly stack: Stack
  readonly folders: Folders
  /** Holds data/<component>, config/<component>, logs/<id>.log of this stack. */
  readonly stateFolder: string
  readonly tools: ReadonlyMap<ToolName, ToolLookup>
  /** Host port of each replica of our services, replica 1 first. */
  readonly servicePorts: Readonly<Partial<Record<ComponentName, readonly number[]>>>
  readonly run: Run
}

/** Writes configuration and data folders of one component and says which processes it is. Idempotent; starts nothing that stays. */
export type Prepare = (context: LocalContext) => Promise<readonly ProcessSpec[]>

export interface LocalServer {
  /** What must be found on this machine to run it. */
  readonly tools: (stack: Stack) => readonly ToolName[]
  readonly prepare: Prepare
}
