import { type Folders, stateFolder } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import type { LocalContext } from './local-context.ts'
import type { LocalParts } from './local-parts.ts'
import { neededTools } from './preflight/missing-tools.ts'
import { chooseServicePorts, type ServicePortOptions } from './service-ports.ts'

export interface ContextOptions extends ServicePortOptions {
  readonly folders: Folders
  readonly parts: LocalParts
  readonly run: Run
}

/** What preparation works with, for the stack as it runs now. */
export async function createContext(options: ContextOptions): Promise<LocalContext> {
  const { stack, folders, parts, run } = options
  const [tools, servicePorts] = await Promise.all([
    parts.findTools(folders, neededTools(stack, parts)),
    chooseServicePorts(options),
  ])
  return { stack, folders, stateFolder: stateFolder(folders, stack.name), tools, servicePorts, run }
}
