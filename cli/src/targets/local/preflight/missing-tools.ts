import { MsctlError } from '../../../errors.ts'
import type { ComponentName } from '../../../stack/components.ts'
import type { Stack } from '../../../stack/stack.ts'
import type { Problem } from '../../target.ts'
import type { LocalParts } from '../local-parts.ts'
import type { SkippedComponent } from '../supervisor/record.ts'
import type { MissingTool, ToolLookup, ToolName } from '../tools/tool.ts'

/** All programs that the stack's servers need here. */
export function neededTools(stack: Stack, { servers }: LocalParts): readonly ToolName[] {
  return [...new Set(stack.components.flatMap(({ name }) => servers[name].tools(stack)))]
}

export interface Lacking {
  readonly component: ComponentName
  readonly isOptional: boolean
  readonly tool: MissingTool
}

export function lackingComponents(
  stack: Stack,
  { servers }: LocalParts,
  tools: ReadonlyMap<ToolName, ToolLookup>,
): readonly Lacking[] {
  return stack.components.flatMap(({ name, optional }) =>
    servers[name].tools(stack).flatMap((toolName) => {
      const tool = tools.get(toolName)
      return tool?.found === false ? [{ component: name, isOptional: optional, tool }] : []
    }),
  )
}

/** One problem a tool, however many components need it. */
export function toolProblems(lacking: readonly Lacking[]): readonly Problem[] {
  const required = lacking.filter(({ isOptional }) => !isOptional)
  return [...new Set(required.map(({ tool }) => tool))].map((tool) => {
    const components = required.filter((one) => one.tool === tool).map(({ component }) => component)
    return {
      code: 'MSCTL_TOOL_MISSING',
      summary: `${tool.name} (for ${components.join(', ')}): ${tool.reason}`,
      suggestions: [tool.fix],
      details: { tool: tool.name, components },
    }
  })
}

/** Optional components that stay out, and why. Throws MSCTL_TOOL_MISSING for one that is not optional. */
export function skippedComponents(lacking: readonly Lacking[]): readonly SkippedComponent[] {
  const [problem] = toolProblems(lacking)
  if (problem) throw new MsctlError(problem.code, problem.summary, problem)
  const names = [...new Set(lacking.map(({ component }) => component))]
  return names.map((component) => ({
    component,
    detail: lacking
      .filter((one) => one.component === component)
      .map(({ tool }) => `${tool.name === component ? '' : `${tool.name} `}${tool.reason}: ${tool.fix}`)
      .join('; '),
  }))
}
