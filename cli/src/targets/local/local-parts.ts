import type { Folders } from '../../lib/folders.ts'
import type { ComponentName } from '../../stack/components.ts'
import type { LocalContext, LocalServer } from './local-context.ts'
import type { ToolLookup, ToolName } from './tools/tool.ts'

/** The servers that `local` starts and the programs they need. */
export interface LocalParts {
  readonly servers: Readonly<Record<ComponentName, LocalServer>>
  readonly findTools: (folders: Folders, names: readonly ToolName[]) => Promise<ReadonlyMap<ToolName, ToolLookup>>
  /** Makes gateway and Prometheus follow `servicePorts`. */
  readonly writeRoutes: (context: LocalContext) => Promise<void>
}

/** Loaded only by what starts or checks something. */
export async function loadParts(): Promise<LocalParts> {
  const [{ servers }, { writeRoutes }, { findTools }] = await Promise.all([
    import('./servers/prepare-servers.ts'),
    import('./servers/routes.ts'),
    import('./tools/find-tools.ts'),
  ])
  return { servers, writeRoutes, findTools }
}
