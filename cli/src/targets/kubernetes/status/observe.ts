import type { Cluster } from '../api/open-cluster.ts'
import { isReady } from '../forwards/choose-pod.ts'
import { listEvents, listPods, listWorkloads } from './list-objects.ts'
import type { ObservedStack } from './to-statuses.ts'

/** What the namespace holds now. The cluster's own words are asked for only where something does not work. */
export async function observe(cluster: Cluster, namespace: string, signal: AbortSignal): Promise<ObservedStack> {
  const [pods, workloads] = await Promise.all([
    listPods(cluster, namespace, signal),
    listWorkloads(cluster, namespace, signal),
  ])
  const isWhole =
    pods.every(isReady) && workloads.every(({ spec, status }) => status?.readyReplicas === (spec.replicas ?? 1))
  return {
    pods,
    workloads,
    events: isWhole || workloads.length === 0 ? [] : await listEvents(cluster, namespace, signal),
  }
}
