import type { Cluster } from './api/open-cluster.ts'
import { isMadeByMsctl, isOurs } from './labels.ts'
import type { Metadata } from './status/objects.ts'

export interface Namespace {
  readonly createdAt: string
  /** The manifests made it, or somebody gave it their label. */
  readonly isOurs: boolean
  /** The manifests made it: one that somebody else made for the stack stays when the stack goes. */
  readonly isMadeByMsctl: boolean
  /** It is on its way out: nothing can be made in it. */
  readonly isEnding: boolean
}

/** Undefined where there is none of that name. */
export async function readNamespace(
  cluster: Cluster,
  name: string,
  signal: AbortSignal,
): Promise<Namespace | undefined> {
  const found = await cluster.ask({ path: `/api/v1/namespaces/${name}`, signal, what: `read namespace "${name}"` })
  if (found === undefined) return undefined
  const { metadata } = found as { readonly metadata: Metadata }
  return {
    createdAt: metadata.creationTimestamp,
    isOurs: isOurs(metadata.labels),
    isMadeByMsctl: isMadeByMsctl(metadata.labels),
    isEnding: metadata.deletionTimestamp !== undefined,
  }
}
