import { MsctlError } from '../../../errors.ts'
import type { LocalContext } from '../local-context.ts'
import type { FoundTool, ToolName } from '../tools/tool.ts'

/** Throws MSCTL_TOOL_MISSING; preflight says the same for all tools at once before anything starts. */
export function foundTool({ tools }: LocalContext, name: ToolName): FoundTool {
  const lookup = tools.get(name)
  if (lookup?.found) return lookup
  throw new MsctlError('MSCTL_TOOL_MISSING', `${name} ${lookup?.reason ?? 'was not looked for'}`, {
    suggestions: [lookup?.fix ?? `msctl setup ${name}`],
  })
}
