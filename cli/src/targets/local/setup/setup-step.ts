import type { Folders } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import type { ToolName } from '../tools/tool.ts'

/** One thing that setup does in the cache. */
export interface SetupStep {
  readonly tool: ToolName
  /** What comes from where, in words. */
  readonly what: string
  readonly downloadMegabytes: number
  /** On two cores with a quick network. */
  readonly seconds: number
  /** Lands whole or not at all. Throws MSCTL_MACHINE_LACKS with the reason; rejects when aborted. */
  readonly act: (folders: Folders, run: Run) => Promise<void>
}
