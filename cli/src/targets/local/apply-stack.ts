import type { Folders } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
import type { Stack } from '../../stack/stack.ts'
import { createContext } from './create-context.ts'
import { ensureSupervisor } from './ensure-supervisor.ts'
import type { LocalParts } from './local-parts.ts'
import { placeOf } from './place.ts'
import { lackingComponents, skippedComponents } from './preflight/missing-tools.ts'
import { startComponents } from './start-components.ts'
import { askSupervisor } from './supervisor/ask-supervisor.ts'

/** The longest chain: what leads to it is prepared before anything else. */
const first: readonly ComponentName[] = ['zookeeper', 'kafka']

export async function applyStack(stack: Stack, folders: Folders, parts: LocalParts, run: Run): Promise<void> {
  const place = placeOf(folders, stack.name)
  const observation = await ensureSupervisor(place, run)
  const context = await createContext({ stack, folders, parts, run, observation })
  const skipped = skippedComponents(lackingComponents(stack, parts, context.tools))
  await askSupervisor(place.socketPath, { op: 'skip', skipped }, { signal: run.signal, timeoutMs: 5000 })
  const wanted = stack.components
    .map(({ name }) => name)
    .filter((name) => !skipped.some(({ component }) => component === name))
  const others = wanted.filter((name) => !first.includes(name))
  await startComponents([...first.filter((name) => wanted.includes(name)), ...others], context, parts, place)
}
