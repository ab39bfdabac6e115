import { MsctlError } from '../../errors.ts'
import type { Folders } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import { type ComponentName, catalogue } from '../../stack/components.ts'
import type { Stack } from '../../stack/stack.ts'
import { awaitStarted } from './await-started.ts'
import { createContext } from './create-context.ts'
import { leaveRoutes } from './leave-routes.ts'
import type { LocalContext } from './local-context.ts'
import type { LocalParts } from './local-parts.ts'
import { needSupervised } from './need-supervised.ts'
import { type Place, placeOf } from './place.ts'
import { lackingComponents } from './preflight/missing-tools.ts'
import type { ProcessSpec } from './process-spec.ts'
import { sendSpecs } from './start-components.ts'

/** With settings read anew. Replicas of a service are replaced one after the other, so that the others serve meanwhile. */
export async function restartComponents(
  names: readonly ComponentName[],
  stack: Stack,
  folders: Folders,
  parts: LocalParts,
  run: Run,
): Promise<void> {
  const place = placeOf(folders, stack.name)
  const observation = await needSupervised(stack, place, run)
  const context = await createContext({ stack, folders, parts, run, observation })
  for (const { component, tool } of lackingComponents(stack, parts, context.tools)) {
    if (!names.includes(component)) continue
    throw new MsctlError('MSCTL_TOOL_MISSING', `${component} cannot run: ${tool.name} ${tool.reason}`, {
      suggestions: [tool.fix],
    })
  }
  const prepared = await Promise.all(names.map((name) => parts.servers[name].prepare(context)))
  const rolling = prepared.filter((specs) => specs.length > 1)
  await sendSpecs(prepared.filter((specs) => specs.length <= 1).flat(), context, place, true)
  // one service after the other, too: each writes the routes of all
  for (const specs of rolling) await roll(specs, context, parts, place)
}

async function roll(
  specs: readonly ProcessSpec[],
  context: LocalContext,
  parts: LocalParts,
  place: Place,
): Promise<void> {
  for (const spec of specs) {
    if (spec.component !== 'forwards' && catalogue[spec.component].isService)
      await leaveRoutes(Object.values(spec.ports), context, parts)
    await sendSpecs([spec], context, place, true)
    await awaitStarted([spec.id], place, context.run)
    await parts.writeRoutes(context)
  }
}
