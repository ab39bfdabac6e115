import type { Cluster } from './open-cluster.ts'
import { collectionPath, resourceOf } from './resources.ts'

export interface WorkloadPatch {
  readonly namespace: string
  readonly kind: 'Deployment' | 'StatefulSet'
  readonly name: string
  /** What of its spec becomes another; the rest stays. */
  readonly spec: Readonly<Record<string, unknown>>
  /** For people, after "may not": "scale". */
  readonly verb: string
}

/** Resolves once the API server has taken it; a workload that is not there is no error. */
export async function patchWorkload(
  cluster: Cluster,
  { namespace, kind, name, spec, verb }: WorkloadPatch,
  signal: AbortSignal,
): Promise<void> {
  await cluster.ask({
    method: 'PATCH',
    path: `${collectionPath('apps/v1', kind, namespace)}/${name}`,
    query: { fieldManager: 'msctl' },
    contentType: 'application/merge-patch+json',
    body: { spec },
    signal,
    what: `${verb} ${resourceOf(kind).plural} in "${namespace}"`,
  })
}
