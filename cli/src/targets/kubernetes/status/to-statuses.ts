import type { Component, ComponentStatus, Evidence } from '../../../stack/stack.ts'
import { imageVersion } from '../../image-version.ts'
import { componentIn } from '../labels.ts'
import { type CauseContext, refusedPodCause } from './causes.ts'
import { evidenceOfEnd, lastEndOf } from './container-end.ts'
import { containerSpec, decidingContainer } from './deciding-container.ts'
import type { KubeEvent, Pod, Workload } from './objects.ts'
import { lastProbeIn, podState } from './pod-state.ts'
import { replicasOf } from './replicas.ts'

/** What a namespace holds of a stack at one moment. */
export interface ObservedStack {
  readonly pods: readonly Pod[]
  readonly workloads: readonly Workload[]
  /** Oldest first. */
  readonly events: readonly KubeEvent[]
}

/** What was observed, in the words that all targets share. */
export function toStatuses(observed: ObservedStack, where: CauseContext): readonly ComponentStatus[] {
  return where.stack.components.flatMap((component) => {
    const workload = observed.workloads.find(({ metadata }) => componentIn(metadata.labels) === component.name)
    const replicas = workload === undefined ? [] : replicasOf(component.name, observed.pods)
    if (replicas.length === 0) return [withoutPod(component, workload, observed, where)]
    const statuses = replicas.map(({ pod, replica }) => toStatus(component, pod, replica, observed, where))
    const skipped = statuses.find(({ state }) => state === 'skipped')
    return skipped ? [{ ...skipped, replica: 0, ports: {} }] : statuses
  })
}

function withoutPod(
  component: Component,
  workload: Workload | undefined,
  { events }: ObservedStack,
  where: CauseContext,
): ComponentStatus {
  const base = { name: component.name, replica: 0, ports: {}, restarts: 0 }
  if (workload === undefined) return { ...base, state: 'missing', detail: '' }
  if (workload.spec.replicas === 0) return { ...base, state: 'stopped', detail: 'scaled to 0' }
  const refusal = refusalOf(workload, events)
  if (refusal === undefined) return { ...base, state: 'starting', detail: 'waits for its pod' }
  return { ...base, state: 'failed', detail: refusal, cause: refusedPodCause(refusal, where) }
}

/** The account that pods run as is made a moment after the namespace. */
const isPassing = /serviceaccount .* not found|error looking up service account/

function refusalOf({ metadata, status }: Workload, events: readonly KubeEvent[]): string | undefined {
  const condition = status?.conditions?.find((one) => one.type === 'ReplicaFailure' && one.status === 'True')
  const event = events.findLast(
    ({ reason, involvedObject }) => reason === 'FailedCreate' && involvedObject.uid === metadata.uid,
  )
  const message = condition?.message ?? event?.message
  return message !== undefined && !isPassing.test(message) ? message : undefined
}

function toStatus(
  component: Component,
  pod: Pod,
  replica: number,
  { events }: ObservedStack,
  where: CauseContext,
): ComponentStatus {
  const own = events.filter(({ involvedObject }) => involvedObject.uid === pod.metadata.uid)
  const container = decidingContainer(component.name, pod)
  const state = podState(component, pod, own, where)
  const evidence = evidenceOf(component, pod, state.state, own)
  const version = versionOf(component, pod)
  const startedAt = container?.state?.running?.startedAt ?? (container && lastEndOf(container)?.startedAt)
  return {
    name: component.name,
    replica,
    ...state,
    ...(version && { version }),
    ports: component.ports,
    restarts: container?.restartCount ?? 0,
    ...(startedAt && { startedAt: new Date(startedAt).toISOString() }),
    ...(evidence && { evidence }),
  }
}

function evidenceOf(
  component: Component,
  pod: Pod,
  state: ComponentStatus['state'],
  events: readonly KubeEvent[],
): Evidence | undefined {
  const status = decidingContainer(component.name, pod)
  const end = status && lastEndOf(status)
  const lastProbe = state === 'ready' ? undefined : lastProbeIn(events)
  const probe = lastProbe === undefined ? {} : { lastProbe }
  if (end === undefined || status?.state?.running)
    return lastProbe ? { outOfMemory: false, lastLines: [], ...probe } : undefined
  return { ...evidenceOfEnd(end, status && containerSpec(pod, status)), ...probe }
}

function versionOf({ name }: Component, { spec }: Pod): string | undefined {
  const container = spec.containers.find((one) => one.name === name) ?? spec.containers[0]
  return imageVersion(container?.image ?? '')
}
