import type { Folders } from '../../../lib/folders.ts'
import type { AskVersion } from './program-version.ts'
import type { ToolLookup } from './tool.ts'

/** What a finder looks with. */
export interface Search {
  readonly ask: AskVersion
  readonly env: NodeJS.ProcessEnv
  readonly folders: Folders
}

/** Looks on PATH first, then in the cache. Never throws for what is missing. */
export type ToolFinder = (search: Search) => Promise<ToolLookup>
