import type { Folders } from '../../../lib/folders.ts'
import { findPrograms } from '../tools/find-program.ts'
import { findTools } from '../tools/find-tools.ts'
import type { FoundTool, ToolName } from '../tools/tool.ts'
import { type FetchStep, fetchSteps } from './fetch-steps.ts'
import { installHints } from './install-hints.ts'
import { prepareSteps } from './prepare-steps.ts'
import type { SetupStep } from './setup-step.ts'

export interface SetupPlan {
  readonly present: readonly FoundTool[]
  readonly steps: readonly SetupStep[]
  /** What the user must see to himself, and how. */
  readonly byHand: readonly { readonly tool: ToolName; readonly reason: string; readonly ways: readonly string[] }[]
}

/** What setup would do for these tools on this machine. Changes nothing. */
export async function planSetup(folders: Folders, wanted: readonly ToolName[]): Promise<SetupPlan> {
  // Kafka's quick starts depend on java, whether or not that was asked for.
  const tools = await findTools(folders, [...new Set<ToolName>([...wanted, 'java'])])
  const present: FoundTool[] = []
  const fetches: FetchStep[] = []
  const byHand: SetupPlan['byHand'][number][] = []
  for (const tool of wanted) {
    const lookup = tools.get(tool)
    const step = fetchSteps.find((one) => one.tool === tool)
    if (lookup?.found) present.push(lookup)
    else if (step && (await lacking(step)).length === 0) fetches.push(step)
    else {
      const lacks = step && lookup ? ` (${(await lacking(step)).join(' and ')} to fetch it with is missing too)` : ''
      byHand.push({ tool, reason: `${lookup?.reason ?? 'not found'}${lacks}`, ways: installHints(tool) })
    }
  }
  const possible = wanted.filter((tool) => !byHand.some((one) => one.tool === tool))
  return { present, steps: [...fetches, ...prepareSteps(folders, possible, tools)].toSorted(traefikLast), byHand }
}

async function lacking({ needs }: FetchStep): Promise<readonly string[]> {
  const found = await Promise.all(needs.map((program) => findPrograms([program])))
  return needs.filter((_, index) => found[index]?.length === 0)
}

/** The long build comes when all else is there. */
const traefikLast = (a: SetupStep, b: SetupStep): number => Number(a.tool === 'traefik') - Number(b.tool === 'traefik')
