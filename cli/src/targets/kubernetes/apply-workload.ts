import { MsctlError } from '../../errors.ts'
import { nameFlag } from '../../stack/name-flag.ts'
import { statusOf } from './api/api-errors.ts'
import { applyObject } from './api/apply-object.ts'
import type { KubeObject } from './api/resources.ts'
import type { Place } from './own-objects.ts'
import { renewStuckPods } from './renew-stuck-pods.ts'
import { isRolledOut } from './status/is-rolled-out.ts'
import type { Workload } from './status/objects.ts'

/**
 * A workload that does what it shall is left alone, with its replicas; one that does not, or was scaled to 0 by somebody else, is brought
 * to what is wanted now. MSCTL_DATA_INCOMPATIBLE for a StatefulSet that Kubernetes does not let be changed so.
 */
export async function applyWorkload(
  place: Place,
  object: KubeObject,
  existing: readonly Workload[],
  signal: AbortSignal,
): Promise<void> {
  const { stack, cluster } = place
  const found = existing.find(({ kind, metadata }) => kind === object.kind && metadata.name === object.metadata.name)
  const replicas = replicasOf(object, found)
  if (found && isRolledOut(found) && (found.spec.replicas ?? 1) === replicas) return
  try {
    await applyObject(cluster, { ...object, spec: { ...(object.spec as object), replicas } }, stack.name, signal)
  } catch (error) {
    if (found?.kind === 'StatefulSet' && statusOf(error) === 422) throw cannotChange(place, object.metadata.name, error)
    throw error
  }
  if (found?.kind === 'StatefulSet') await renewStuckPods(place, object.metadata.name, signal)
}

/** Somebody may have scaled it. What does not run at all is brought back, unless the stack wants none of it. */
function replicasOf({ spec }: KubeObject, found: Workload | undefined): number {
  const wanted = (spec as { readonly replicas?: number }).replicas ?? 1
  const now = found === undefined ? wanted : (found.spec.replicas ?? 1)
  return now === 0 ? wanted : now
}

function cannotChange({ stack }: Place, name: string, cause: unknown): MsctlError {
  const named = nameFlag(stack.name)
  return new MsctlError(
    'MSCTL_DATA_INCOMPATIBLE',
    `the StatefulSet "${name}" in "${stack.name}" was made otherwise, and Kubernetes does not let it be changed`,
    {
      cause,
      suggestions: [`msctl down${named}, then msctl up${named}: made anew, with the same data`],
      details: { component: name },
    },
  )
}
