import { formatDuration } from '../../../lib/units.ts'
import type { Cause, Component, ComponentState } from '../../../stack/stack.ts'
import { describeEnd } from '../../describe-end.ts'
import { restartsInARow, restartsUntilFailed } from '../../restarts-in-a-row.ts'
import { isReady } from '../forwards/choose-pod.ts'
import { type CauseContext, containerCause, imageCause, unschedulableCause } from './causes.ts'
import { evidenceOfEnd, isOutOfMemory, lastEndOf } from './container-end.ts'
import { containerSpec, decidingContainer, waitsToStart } from './deciding-container.ts'
import type { ContainerStatus, KubeEvent, Pod } from './objects.ts'

export interface PodState {
  readonly state: ComponentState
  readonly detail: string
  readonly cause?: Cause
}

/** A scheduler says no at once, also to what waits for a volume that is just being made, or for a node that is about to be asked for. */
const scheduledWithinMs = 12_000
const boundWithinMs = 30_000
/** Startup probes come every second; a node that says nothing for this long knows no answer. */
const tellsWithinMs = 20_000

const noImage = ['ErrImageNeverPull', 'ImagePullBackOff', 'InvalidImageName', 'ImageInspectError']
/** What another try would answer in the same way. */
const isHopeless =
  /not found|manifest unknown|denied|unauthorized|does not exist|no such host|network is unreachable|invalid reference/i

/** One pod in the words that all targets share. `events`: what the cluster said about this pod, oldest first. */
export function podState(component: Component, pod: Pod, events: readonly KubeEvent[], where: CauseContext): PodState {
  const container = decidingContainer(component.name, pod)
  if (container === undefined) return beforeContainers(pod, events, where)
  const { waiting, running, terminated } = container.state ?? {}
  if (waiting) return waitingState(component, pod, container, events, where)
  if (terminated) return endedState(pod, container)
  if (running) return runningState(pod, container, events)
  return { state: 'starting', detail: 'is being made' }
}

function beforeContainers(pod: Pod, events: readonly KubeEvent[], where: CauseContext): PodState {
  const { phase, reason, message, conditions = [] } = pod.status
  if (phase === 'Failed') return { state: 'failed', detail: [reason, message].filter(Boolean).join(': ') }
  const scheduled = conditions.find(({ type }) => type === 'PodScheduled')
  if (scheduled?.status !== 'False') return { state: 'starting', detail: 'is being made' }
  const why = scheduled.message ?? scheduled.reason ?? ''
  if (events.some((one) => one.reason === 'TriggeredScaleUp'))
    return { state: 'starting', detail: 'waits for a new node' }
  const patienceMs = /unbound immediate PersistentVolumeClaims/.test(why) ? boundWithinMs : scheduledWithinMs
  const isFinal = events.some((one) => one.reason === 'NotTriggerScaleUp')
  if (!isFinal && Date.now() - Date.parse(pod.metadata.creationTimestamp) < patienceMs)
    return { state: 'starting', detail: why }
  return { state: 'failed', detail: why, cause: unschedulableCause(why, where) }
}

function waitingState(
  component: Component,
  pod: Pod,
  container: ContainerStatus,
  events: readonly KubeEvent[],
  where: CauseContext,
): PodState {
  const { reason = '', message = '' } = container.state?.waiting ?? {}
  if (noImage.includes(reason) || (reason === 'ErrImagePull' && isHopeless.test(message))) {
    const image = containerSpec(pod, container)?.image ?? container.image
    const cause = imageCause(component, image, reason, where)
    // What the pipeline can do without is left out, as on every target.
    if (component.optional) return { state: 'skipped', detail: `its image ${image} cannot be pulled` }
    return { state: 'failed', detail: `${reason}: ${message}`.replace(/: $/, ''), cause }
  }
  if (reason === 'ErrImagePull') return { state: 'starting', detail: `pulling its image failed once: ${message}` }
  if (reason === 'CrashLoopBackOff') return endedState(pod, container)
  if (waitsToStart(container.state)) {
    const trouble = events.findLast((one) => /^Failed(Mount|AttachVolume|CreatePodSandBox)$/.test(one.reason ?? ''))
    return { state: 'starting', detail: trouble?.message?.split('\n', 1)[0] ?? 'its container is being made' }
  }
  return { state: 'failed', detail: `${reason}: ${message}`, cause: containerCause(reason, message, where) }
}

/**
 * The kubelet would start it again for ever. One that never worked and died twice, or wanted more memory than it may have, will do so
 * again; one that worked is given more tries.
 */
function endedState(pod: Pod, container: ContainerStatus): PodState {
  const end = lastEndOf(container)
  const evidence = end && evidenceOfEnd(end, undefined)
  const detail = evidence ? describeEnd(evidence) : 'ended'
  const restarts = restartsInARow(container.restartCount, evidence?.livedMs)
  const hasWorked = wasEverReady(pod)
  const isHopelessNow = isOutOfMemory(end)
    ? restarts > 0 || !hasWorked
    : restarts >= (hasWorked ? restartsUntilFailed : 1)
  return isHopelessNow
    ? { state: 'failed', detail }
    : { state: 'unhealthy', detail: `${detail}; will be started again` }
}

function runningState(pod: Pod, container: ContainerStatus, events: readonly KubeEvent[]): PodState {
  if (isReady(pod)) {
    const startedAt = container.state?.running?.startedAt
    const since = startedAt ? ` ${formatDuration(Date.now() - Date.parse(startedAt))} ago` : ''
    return { state: 'ready', detail: container.restartCount > 0 ? `restarted${since}` : '' }
  }
  const answer = answerSoFar(events, container)
  // A probe of before the last start says nothing about this one.
  if (!wasEverReady(pod) || container.started === false) return { state: 'starting', detail: answer }
  return { state: 'unhealthy', detail: answer }
}

/** With its time where it may be out of date: a node may have stopped telling, or still wait for a probe that hangs. */
function answerSoFar(events: readonly KubeEvent[], { state }: ContainerStatus): string {
  const told = events.findLast(isProbe)
  if (told) return `${wordsOf(told)}${isLongAgo(told.lastTimestamp) ? ` (told at ${clock(told.lastTimestamp)})` : ''}`
  const startedAt = state?.running?.startedAt
  return isLongAgo(startedAt)
    ? `runs since ${clock(startedAt)}, and its node has told nothing of its probe yet`
    : 'does not answer yet'
}

function isLongAgo(time: string | null | undefined): time is string {
  return Date.now() - Date.parse(time ?? '') > tellsWithinMs
}

/** "18:58:30 UTC": as in the logs of a cluster. */
function clock(time: string): string {
  return `${new Date(time).toISOString().slice(11, 19)} UTC`
}

const isProbe = ({ reason }: KubeEvent): boolean => reason === 'Unhealthy'

/** "Readiness probe failed: HTTP probe failed with statuscode: 503" */
export function lastProbeIn(events: readonly KubeEvent[]): string | undefined {
  const last = events.findLast(isProbe)
  return last && wordsOf(last)
}

function wordsOf({ message }: KubeEvent): string | undefined {
  return message?.split('\n', 1)[0]?.slice(0, 200)
}

/** A pod that never was has had its condition since its start. */
export function wasEverReady({ status }: Pod): boolean {
  const ready = status.conditions?.find(({ type }) => type === 'Ready')
  if (ready?.status === 'True') return true
  const since = Date.parse(ready?.lastTransitionTime ?? '')
  const started = Date.parse(status.startTime ?? '')
  return since - started > 1000
}
