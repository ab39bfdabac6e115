import type { Cluster } from '../api/open-cluster.ts'
import { collectionPath } from '../api/resources.ts'
import { ourSelector } from '../labels.ts'
import type { KubeEvent, Pod, Workload } from './objects.ts'

interface List<T> {
  readonly items: readonly T[]
}

export async function listPods(
  cluster: Cluster,
  namespace: string,
  signal: AbortSignal,
  selector = ourSelector,
): Promise<readonly Pod[]> {
  return list<Pod>(cluster, 'v1', 'Pod', namespace, signal, { labelSelector: selector })
}

export async function listWorkloads(
  cluster: Cluster,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly Workload[]> {
  const kinds = ['Deployment', 'StatefulSet'] as const
  const lists = await Promise.all(
    kinds.map(async (kind) => {
      const found = await list<Workload>(cluster, 'apps/v1', kind, namespace, signal, { labelSelector: ourSelector })
      // In a list the objects do not say what they are.
      return found.map((one) => ({ ...one, kind }))
    }),
  )
  return lists.flat()
}

/** What the cluster had to say lately, oldest first. */
export async function listEvents(
  cluster: Cluster,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly KubeEvent[]> {
  const events = await list<KubeEvent>(cluster, 'v1', 'Event', namespace, signal, {})
  return events.toSorted((a, b) => timeOf(a).localeCompare(timeOf(b)))
}

function timeOf({ lastTimestamp, eventTime }: KubeEvent): string {
  return lastTimestamp ?? eventTime ?? ''
}

async function list<T>(
  cluster: Cluster,
  apiVersion: string,
  kind: string,
  namespace: string,
  signal: AbortSignal,
  query: Readonly<Record<string, string>>,
): Promise<readonly T[]> {
  const path = collectionPath(apiVersion, kind, namespace)
  const found = await cluster.ask({ path, query, signal, what: `list ${path.split('/').at(-1)} in "${namespace}"` })
  return (found as List<T> | undefined)?.items ?? []
}
