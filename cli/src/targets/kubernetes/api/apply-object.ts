import type { Cluster } from './open-cluster.ts'
import { type KubeObject, objectPath, resourceOf } from './resources.ts'

/** Makes the object be as it is given, and owns these fields from then on; others, and what this program does not know, stay. Idempotent. */
export async function applyObject(
  cluster: Cluster,
  object: KubeObject,
  namespace: string,
  signal: AbortSignal,
): Promise<void> {
  const what = `make ${resourceOf(object.kind).plural} "${object.metadata.name}" in "${namespace}"`
  const applied = await cluster.ask({
    method: 'PATCH',
    path: objectPath(object, namespace),
    query: { fieldManager: 'msctl', force: 'true', fieldValidation: 'Strict' },
    contentType: 'application/apply-patch+yaml',
    body: object,
    signal,
    withinMs: 30_000,
    what,
  })
  if (applied === undefined) throw new Error(`${what}: the API server knows no such path`)
}
