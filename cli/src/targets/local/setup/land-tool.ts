import { rm } from 'node:fs/promises'
import { MsctlError } from '../../../errors.ts'
import type { Folders } from '../../../lib/folders.ts'
import { cachedToolFolder } from '../tools/cached-tool.ts'
import { findTools } from '../tools/find-tools.ts'
import type { ToolName } from '../tools/tool.ts'
import { landFolder } from './land-folder.ts'

/** Brings a tool into the cache whole, and makes sure that it is one that `local` can use: else nothing of it stays. */
export async function landTool(
  tool: ToolName,
  folders: Folders,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  const folder = cachedToolFolder(folders, tool)
  await landFolder(folder, fill)
  const lookup = (await findTools(folders, [tool])).get(tool)
  if (lookup?.found) return
  await rm(folder, { recursive: true, force: true })
  throw new MsctlError('MSCTL_MACHINE_LACKS', `${tool} was fetched but cannot be used: ${lookup?.reason}`)
}
