import type { ComponentName } from '../../../stack/components.ts'
import type { Container, ContainerState, ContainerStatus, Pod } from './objects.ts'

/** On which container of a pod it depends what the pod does: on an init container that failed, as long as the main one waits for it. */
export function decidingContainer(name: ComponentName, { status }: Pod): ContainerStatus | undefined {
  const { containerStatuses = [], initContainerStatuses = [] } = status
  const main = containerStatuses.find((one) => one.name === name) ?? containerStatuses[0]
  return (waitsToStart(main?.state) && initContainerStatuses.find(hasFailed)) || main
}

/** What is wanted of a container. */
export function containerSpec({ spec }: Pod, { name }: ContainerStatus): Container | undefined {
  return [...spec.containers, ...(spec.initContainers ?? [])].find((one) => one.name === name)
}

const isBeingMade = ['', 'ContainerCreating', 'PodInitializing']

/** Whether it has not been started yet, and nothing is known against it. */
export function waitsToStart({ waiting, running, terminated }: ContainerState = {}): boolean {
  return running === undefined && terminated === undefined && isBeingMade.includes(waiting?.reason ?? '')
}

function hasFailed({ state }: ContainerStatus): boolean {
  if (state?.terminated) return state.terminated.exitCode !== 0
  return state?.running === undefined && !waitsToStart(state)
}
