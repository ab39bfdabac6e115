import type { ContainerInspectInfo } from 'dockerode'
import { formatDuration } from '../../lib/units.ts'
import type { Component, ComponentStatus, Evidence, Stack } from '../../stack/stack.ts'
import { describeEnd } from '../describe-end.ts'
import { imageVersion } from '../image-version.ts'
import { restartsInARow, restartsUntilFailed } from '../restarts-in-a-row.ts'
import { signalIn } from '../signal-name.ts'
import type { ObservedContainer } from './observe.ts'

type Skipped = Readonly<Record<string, string>>

/** What was observed, in the words that all targets share. `skipped`: why a component was left out, by name. */
export function toStatuses(
  stack: Stack,
  containers: readonly ObservedContainer[],
  skipped: Skipped,
): readonly ComponentStatus[] {
  const isAbsent = containers.length === 0
  return stack.components.flatMap((component) => {
    const own = containers.filter((one) => one.component === component.name)
    if (own.length === 0) return [withoutContainer(component, isAbsent ? undefined : skipped[component.name], isAbsent)]
    return own.map((one) => toStatus(component, one, stack, containers))
  })
}

function withoutContainer(
  { name, replicas }: Component,
  reason: string | undefined,
  isAbsent: boolean,
): ComponentStatus {
  const base = { name, replica: 0, ports: {}, restarts: 0 }
  if (reason !== undefined) return { ...base, state: 'skipped', detail: reason }
  if (replicas === 0 && !isAbsent) return { ...base, state: 'stopped', detail: 'scaled to 0' }
  return { ...base, state: 'missing', detail: '' }
}

function toStatus(
  component: Component,
  { replica, inspect }: ObservedContainer,
  stack: Stack,
  all: readonly ObservedContainer[],
): ComponentStatus {
  const { State, RestartCount } = inspect
  const evidence = evidenceOf(inspect)
  const version = versionOf(inspect)
  return {
    name: component.name,
    replica,
    ...stateOf(component, inspect, stack, all),
    ...(version && { version }),
    ports: component.ports,
    restarts: RestartCount,
    ...(isTime(State.StartedAt) && { startedAt: State.StartedAt }),
    ...(evidence && { evidence }),
  }
}

function stateOf(
  component: Component,
  inspect: ContainerInspectInfo,
  stack: Stack,
  all: readonly ObservedContainer[],
): Pick<ComponentStatus, 'state' | 'detail'> {
  const { State, RestartCount, Name } = inspect
  switch (State.Status) {
    case 'created':
      if (State.Error) return { state: 'failed', detail: State.Error }
      return { state: 'starting', detail: waitsFor(component, stack, all) }
    case 'restarting':
      // What needs more memory than it may have will not need less the next time.
      if (restartsInARow(RestartCount, lifeOf(State)) >= (State.OOMKilled ? 1 : restartsUntilFailed))
        return { state: 'failed', detail: endOf(inspect) }
      return { state: 'unhealthy', detail: `${endOf(inspect)}; will be started again` }
    case 'paused':
      return { state: 'unhealthy', detail: `paused: docker unpause ${Name.slice(1)} lets it go on` }
    case 'running':
      return runningState(inspect)
    case 'exited':
    case 'dead':
      if (State.Error) return { state: 'failed', detail: State.Error }
      // Ended as asked: by docker stop, or of its own will.
      if ([0, 143].includes(State.ExitCode) && !State.OOMKilled)
        return { state: 'stopped', detail: `${endOf(inspect)}: msctl up starts it again` }
      return { state: 'failed', detail: endOf(inspect) }
    default:
      return { state: 'stopped', detail: State.Status }
  }
}

function runningState(inspect: ContainerInspectInfo): Pick<ComponentStatus, 'state' | 'detail'> {
  const { Health } = inspect.State
  const answer = lastProbe(inspect)
  if (Health?.Status === 'starting') return { state: 'starting', detail: answer ?? 'does not answer yet' }
  if (Health?.Status === 'unhealthy') return { state: 'unhealthy', detail: answer ?? 'does not answer' }
  const { RestartCount, State } = inspect
  const since = formatDuration(Date.now() - Date.parse(State.StartedAt))
  return { state: 'ready', detail: RestartCount > 0 ? `restarted ${since} ago` : '' }
}

function waitsFor({ dependsOn }: Component, stack: Stack, all: readonly ObservedContainer[]): string {
  const isHealthy = (name: string): boolean =>
    all.some(({ component, inspect }) => component === name && inspect.State.Health?.Status === 'healthy')
  const awaited = dependsOn.filter((name) => stack.components.some((one) => one.name === name) && !isHealthy(name))
  return awaited.length > 0 ? `waits for ${awaited.join(' and ')}` : 'about to start'
}

/** A tag that is no version gives way to the image's own word. */
function versionOf({ Config }: ContainerInspectInfo): string | undefined {
  return imageVersion(Config.Image) ?? Config.Labels?.['org.opencontainers.image.version']
}

function endOf({ State }: ContainerInspectInfo): string {
  return describeEnd(lastEnd(State))
}

/** Of a container that does not run. */
function lastEnd(State: ContainerInspectInfo['State']) {
  const signal = signalIn(State.ExitCode)
  const livedMs = lifeOf(State)
  return {
    exitCode: State.ExitCode,
    ...(signal && { signal }),
    outOfMemory: State.OOMKilled,
    ...(livedMs !== undefined && { livedMs }),
  }
}

function evidenceOf(inspect: ContainerInspectInfo): Evidence | undefined {
  const { State, HostConfig } = inspect
  const probe = lastProbe(inspect)
  const lastProbeField = probe === undefined ? {} : { lastProbe: probe }
  const lastLines = State.Error ? [State.Error] : []
  if (State.Running && !State.Restarting)
    return probe ? { outOfMemory: false, lastLines, ...lastProbeField } : undefined
  if (State.Status === 'created') return State.Error ? { outOfMemory: false, lastLines } : undefined
  return {
    ...lastEnd(State),
    ...(HostConfig.Memory ? { memoryLimitBytes: HostConfig.Memory } : {}),
    ...lastProbeField,
    lastLines,
  }
}

function lifeOf({ StartedAt, FinishedAt }: ContainerInspectInfo['State']): number | undefined {
  if (!isTime(StartedAt) || !isTime(FinishedAt)) return undefined
  return Math.max(0, Date.parse(FinishedAt) - Date.parse(StartedAt))
}

/** What the last health check printed; the first line is what it has to say. */
function lastProbe({ State }: ContainerInspectInfo): string | undefined {
  const last = State.Health?.Log?.at(-1)
  if (last === undefined || last.ExitCode === 0) return undefined
  return last.Output.trim().split('\n', 1)[0]?.slice(0, 200) || undefined
}

/** The engine says year 1 for what did not happen. */
function isTime(text: string | undefined): boolean {
  return text !== undefined && Date.parse(text) > 0
}
