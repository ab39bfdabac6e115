import { setTimeout as sleep } from 'node:timers/promises'
import { statusOf } from './api/api-errors.ts'
import { collectionPath } from './api/resources.ts'
import { isReady } from './forwards/choose-pod.ts'
import type { Place } from './own-objects.ts'
import { listPods, listWorkloads } from './status/list-objects.ts'
import type { Pod, Workload } from './status/objects.ts'

const pollMs = 100
const seenWithinMs = 10_000

/**
 * A StatefulSet that was changed waits for ever for a pod that is not ready before it makes one of the new kind: removes such pods of the old
 * kind, once the cluster has seen the change. One that is not there has none.
 */
export async function renewStuckPods(place: Place, name: string, signal: AbortSignal): Promise<void> {
  const revision = (await onceSeen(place, name, signal))?.status?.updateRevision
  if (revision === undefined) return
  const pods = await listPods(place.cluster, place.stack.name, signal)
  const stuck = pods.filter(
    (pod) =>
      pod.metadata.name.startsWith(`${name}-`) &&
      pod.metadata.labels?.['controller-revision-hash'] !== revision &&
      !isReady(pod),
  )
  await Promise.all(stuck.map((pod) => removePod(place, pod, signal)))
}

/** Until then the revision that it wants is still the old one. */
async function onceSeen({ stack, cluster }: Place, name: string, signal: AbortSignal): Promise<Workload | undefined> {
  const deadline = Date.now() + seenWithinMs
  for (;;) {
    const found = (await listWorkloads(cluster, stack.name, signal)).find(
      ({ kind, metadata }) => kind === 'StatefulSet' && metadata.name === name,
    )
    const isSeen = (found?.metadata.generation ?? 0) <= (found?.status?.observedGeneration ?? 0)
    if (found === undefined || isSeen || Date.now() > deadline) return found
    await sleep(pollMs, undefined, { signal })
  }
}

/** Only this one: its successor has the same name. */
async function removePod({ stack, cluster }: Place, { metadata }: Pod, signal: AbortSignal): Promise<void> {
  try {
    await cluster.ask({
      method: 'DELETE',
      path: `${collectionPath('v1', 'Pod', stack.name)}/${metadata.name}`,
      body: { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid: metadata.uid } },
      signal,
      what: 'delete pods',
    })
  } catch (error) {
    if (statusOf(error) !== 409) throw error
  }
}
