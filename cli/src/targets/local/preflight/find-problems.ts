import type { Folders } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import type { Stack } from '../../../stack/stack.ts'
import { portProblems } from '../../ports/port-problems.ts'
import type { Problem } from '../../target.ts'
import type { LocalParts } from '../local-parts.ts'
import { placeOf } from '../place.ts'
import { dataProblems } from './data-problems.ts'
import { memoryProblems } from './memory-problems.ts'
import { lackingComponents, neededTools, toolProblems } from './missing-tools.ts'

/** All that stands in the way of the stack on this machine, not only the first. Changes nothing. */
export async function findProblems(
  stack: Stack,
  folders: Folders,
  parts: LocalParts,
  { signal }: Run,
): Promise<readonly Problem[]> {
  const { stateFolder } = placeOf(folders, stack.name)
  const tools = await parts.findTools(folders, neededTools(stack, parts))
  signal.throwIfAborted()
  const lacking = lackingComponents(stack, parts, tools)
  const wanted = stack.components.filter(({ name }) => !lacking.some(({ component }) => component === name))
  return [
    ...toolProblems(lacking),
    ...(await portProblems({ ...stack, components: wanted }, stateFolder)),
    ...memoryProblems(wanted, stateFolder),
    ...dataProblems(stack, stateFolder, tools),
  ]
}
