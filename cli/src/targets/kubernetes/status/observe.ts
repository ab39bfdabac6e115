import type { Cluster } from '../api/open-cluster.ts'
import { isReady } from '../forwards/choose-pod.ts'
import { listEvents, listPods, listWorkloads } from './list-objects.ts'
import type { KubeEvent } from './objects.ts'
import type { ObservedStack } from './to-statuses.ts'

export type Observe = (signal: AbortSignal) => Promise<ObservedStack>

/** Events explain what is seen; they may be a little older than it. */
const eventsHoldMs = 1000

/** Looks at what the namespace holds. The cluster's own words are asked for only where something does not work, and not at every look. */
export function createObserver(cluster: Cluster, namespace: string): Observe {
  let known: { readonly readAt: number; readonly events: Promise<readonly KubeEvent[]> } | undefined

  function readEvents(signal: AbortSignal): Promise<readonly KubeEvent[]> {
    if (known === undefined || Date.now() - known.readAt > eventsHoldMs) {
      const mine = { readAt: Date.now(), events: listEvents(cluster, namespace, signal) }
      known = mine
      mine.events.catch(() => {
        if (known === mine) known = undefined
      })
    }
    return known.events
  }

  return async (signal) => {
    const [pods, workloads] = await Promise.all([
      listPods(cluster, namespace, signal),
      listWorkloads(cluster, namespace, signal),
    ])
    const isWhole =
      pods.every(isReady) && workloads.every(({ spec, status }) => status?.readyReplicas === (spec.replicas ?? 1))
    return { pods, workloads, events: isWhole || workloads.length === 0 ? [] : await readEvents(signal) }
  }
}
