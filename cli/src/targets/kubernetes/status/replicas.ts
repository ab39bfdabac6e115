import type { ComponentName } from '../../../stack/components.ts'
import { componentIn } from '../labels.ts'
import type { Pod } from './objects.ts'

export interface Replica {
  readonly replica: number
  readonly pod: Pod
}

/**
 * The pods of a component that count as its replicas: those that are not about to go. Of a StatefulSet by their number, of a
 * Deployment, whose pods have none, by their age. One that ended for good counts only where there is no other.
 */
export function replicasOf(component: ComponentName, pods: readonly Pod[]): readonly Replica[] {
  const own = pods.filter(
    ({ metadata }) => componentIn(metadata.labels) === component && metadata.deletionTimestamp === undefined,
  )
  const living = own.filter(({ status }) => status.phase !== 'Failed' && status.phase !== 'Succeeded')
  return (living.length > 0 ? living : own.slice(0, 1))
    .toSorted(byAge)
    .map((pod, index) => ({ pod, replica: ordinalOf(pod) ?? index + 1 }))
    .toSorted((a, b) => a.replica - b.replica)
}

function byAge({ metadata: a }: Pod, { metadata: b }: Pod): number {
  return a.creationTimestamp.localeCompare(b.creationTimestamp) || a.name.localeCompare(b.name)
}

/** From 1. */
function ordinalOf({ metadata }: Pod): number | undefined {
  const index = metadata.labels?.['apps.kubernetes.io/pod-index']
  return index === undefined ? undefined : Number(index) + 1
}
