import type { Evidence } from '../../../stack/stack.ts'
import { signalIn, signalName } from '../../signal-name.ts'
import { quantityBytes } from '../render/memory-quantity.ts'
import type { Container, ContainerState, ContainerStatus } from './objects.ts'

export type Terminated = NonNullable<ContainerState['terminated']>

/** How the container ended, or ended last before it was started again. */
export function lastEndOf({ state, lastState }: ContainerStatus): Terminated | undefined {
  return state?.terminated ?? lastState?.terminated
}

export function isOutOfMemory(end: Terminated | undefined): boolean {
  return end?.reason === 'OOMKilled'
}

/** What an end tells; lines and probes come from elsewhere. */
export function evidenceOfEnd(end: Terminated, container: Container | undefined): Evidence {
  const signal = end.signal ? signalName(end.signal) : signalIn(end.exitCode)
  const livedMs = lifeOf(end)
  const memoryLimitBytes = quantityBytes(container?.resources?.limits?.memory)
  return {
    exitCode: end.exitCode,
    ...(signal && { signal }),
    outOfMemory: isOutOfMemory(end),
    ...(livedMs !== undefined && { livedMs }),
    ...(memoryLimitBytes !== undefined && { memoryLimitBytes }),
    lastLines: end.message ? end.message.trim().split('\n') : [],
  }
}

function lifeOf({ startedAt, finishedAt }: Terminated): number | undefined {
  if (!startedAt || !finishedAt) return undefined
  return Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt))
}
