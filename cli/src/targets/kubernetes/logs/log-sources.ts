import type { ComponentName } from '../../../stack/components.ts'
import { componentIn } from '../labels.ts'
import type { Pod } from '../status/objects.ts'
import { replicasOf } from '../status/replicas.ts'
import type { LogSource } from './read-pod-log.ts'

export interface PodSource extends LogSource {
  readonly uid: string
  /** Changes whenever its container starts or ends. */
  readonly life: string
  readonly isRunning: boolean
}

/** Whose logs there are to read, of these components (of all when there are none); `numbers` remembers the replica of pods that go. */
export function logSources(
  namespace: string,
  pods: readonly Pod[],
  components: readonly ComponentName[],
  numbers: Map<string, number>,
): readonly PodSource[] {
  return pods.flatMap((pod) => {
    const component = componentIn(pod.metadata.labels)
    if (component === undefined || (components.length > 0 && !components.includes(component))) return []
    const { uid, name } = pod.metadata
    const number = replicasOf(component, pods).find((one) => one.pod.metadata.uid === uid)?.replica
    const replica = number ?? numbers.get(uid) ?? 1
    numbers.set(uid, replica)
    const status = pod.status.containerStatuses?.[0]
    const isRunning = status?.state?.running !== undefined
    const container = pod.spec.containers[0]?.name ?? component
    const life = `${status?.restartCount ?? 0} ${isRunning} ${status?.state?.terminated !== undefined}`
    return [{ uid, life, isRunning, namespace, pod: name, container, component, replica }]
  })
}
