import { MsctlError } from '../../errors.ts'
import { findForeign, namesOf } from './find-foreign.ts'
import { ourSelector } from './labels.ts'
import type { Place } from './own-objects.ts'
import { readNamespace } from './read-namespace.ts'

/** A stack does not move in with others: MSCTL_MACHINE_LACKS names some of what is in the namespace. */
export async function refuseForeign(place: Place, signal: AbortSignal): Promise<void> {
  const { stack, cluster } = place
  const namespace = await readNamespace(cluster, stack.name, signal)
  if (namespace === undefined || namespace.isOurs || namespace.isEnding) return
  const others = await findForeign(place, signal)
  const names = others.length > 0 ? `: it has ${namesOf(others)}` : ''
  throw new MsctlError(
    'MSCTL_MACHINE_LACKS',
    `the namespace "${stack.name}" of context "${cluster.context}" is not msctl's${names}`,
    {
      suggestions: [
        'msctl up --name other: a stack of another name, in a namespace of its own',
        `kubectl --context ${cluster.context} label namespace ${stack.name} ${ourSelector}: if it was made for this stack`,
      ],
      details: { project: stack.name, context: cluster.context, outcome: 'Nothing was started' },
    },
  )
}
