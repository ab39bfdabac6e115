import { formatDuration } from '../../lib/units.ts'
import type { ComponentName } from '../../stack/components.ts'
import type { Component, ComponentStatus, Evidence, Stack } from '../../stack/stack.ts'
import { describeEnd } from '../describe-end.ts'
import type { Observation } from './observe.ts'
import type { ProcessReport } from './supervisor/process-report.ts'
import type { RecordedProcess } from './supervisor/record.ts'

/** What was observed, in the words that all targets share. */
export function toStatuses(stack: Stack, observation: Observation): readonly ComponentStatus[] {
  return stack.components.flatMap((component) => {
    const replicas = replicasOf(stack, component, observation)
    return replicas.length > 0 ? replicas : [withoutReplica(component, observation)]
  })
}

function replicasOf(stack: Stack, { name }: Component, observation: Observation): readonly ComponentStatus[] {
  switch (observation.kind) {
    case 'absent':
      return []
    case 'supervised':
      return observation.processes
        .filter((process) => process.component === name)
        .toSorted((a, b) => a.replica - b.replica)
        .map((process) => fromReport(process, name, stack))
    case 'orphaned':
      return observation.processes
        .filter((process) => process.component === name)
        .toSorted((a, b) => a.replica - b.replica)
        .map((process) => fromRecord(process, name))
  }
}

function withoutReplica(component: Component, observation: Observation): ComponentStatus {
  const base = { name: component.name, replica: 0, ports: {}, restarts: 0 }
  if (observation.kind === 'absent') return { ...base, state: 'missing', detail: '' }
  const skipped = observation.skipped.find((one) => one.component === component.name)
  if (skipped) return { ...base, state: 'skipped', detail: skipped.detail }
  return component.replicas === 0
    ? { ...base, state: 'stopped', detail: 'scaled to 0' }
    : { ...base, state: 'missing', detail: '' }
}

function fromRecord(
  { isAlive, ...process }: RecordedProcess & { isAlive: boolean },
  name: ComponentName,
): ComponentStatus {
  return isAlive
    ? {
        ...common(process, name),
        state: 'unhealthy',
        detail: 'runs without its supervisor: msctl up starts it again, msctl down ends it',
      }
    : { ...common(process, name), state: 'stopped', detail: 'ended without its supervisor: msctl up starts it again' }
}

function fromReport(report: ProcessReport, name: ComponentName, stack: Stack): ComponentStatus {
  const evidence = evidenceOf(report)
  return {
    ...common(report, name),
    restarts: report.restarts,
    ...stateOf(report, stack),
    ...(report.memoryBytes !== undefined && { memoryBytes: report.memoryBytes }),
    ...(evidence && { evidence }),
  }
}

function common({ replica, version, ports, live }: RecordedProcess, name: ComponentName) {
  return {
    name,
    replica,
    version,
    ports,
    restarts: 0,
    ...(live && { pid: live.pid, startedAt: live.startedAt }),
  }
}

function stateOf(report: ProcessReport, stack: Stack): Pick<ComponentStatus, 'state' | 'detail'> {
  switch (report.phase) {
    case 'waiting':
      return { state: 'starting', detail: describeWait(report, stack) }
    case 'starting':
      return { state: 'starting', detail: 'does not answer yet' }
    case 'running':
      return { state: 'ready', detail: restartedWhen(report) }
    case 'resting':
      return { state: 'unhealthy', detail: `${lastEndOf(report)}; will be started again` }
    case 'stopping':
    case 'stopped':
      return { state: 'stopped', detail: report.phase }
    case 'failed':
      return { state: 'failed', detail: report.problem ?? lastEndOf(report) }
  }
}

function describeWait({ waitsFor }: ProcessReport, stack: Stack): string {
  if (waitsFor === undefined) return ''
  const owner = stack.components.find(({ ports }) => Object.values(ports).includes(waitsFor.port))
  // A refused connection is what everybody expects of a server that is not up yet; all else is worth its words.
  const answer = waitsFor.answer === 'connection refused' ? '' : `: ${waitsFor.answer}`
  return `waits for ${owner?.name ?? `port ${waitsFor.port}`}${answer}`
}

function restartedWhen({ restarts, lastEnd, live }: ProcessReport): string {
  if (restarts === 0 || lastEnd === undefined || live === undefined) return ''
  return `restarted ${formatDuration(Date.now() - Date.parse(live.startedAt))} ago: ${describeEnd(lastEnd)}`
}

function evidenceOf({ lastEnd, lastProbe, problem, phase }: ProcessReport): Evidence | undefined {
  const probe = lastProbe !== undefined && { lastProbe }
  if (problem !== undefined) return { outOfMemory: false, lastLines: [], ...probe }
  if (lastEnd !== undefined) {
    const { at: _, ...end } = lastEnd
    return { ...end, ...probe }
  }
  return phase === 'waiting' || phase === 'starting' ? { outOfMemory: false, lastLines: [], ...probe } : undefined
}

function lastEndOf({ lastEnd }: ProcessReport): string {
  return lastEnd ? describeEnd(lastEnd) : ''
}
