import type { Evidence } from '../../../stack/stack.ts'
import { quantityBytes } from '../render/memory-quantity.ts'
import type { Container, ContainerState, ContainerStatus } from './objects.ts'

export type Terminated = NonNullable<ContainerState['terminated']>

const signals: Readonly<Record<number, string>> = { 6: 'SIGABRT', 9: 'SIGKILL', 11: 'SIGSEGV', 15: 'SIGTERM' }

/** How the container ended, or ended last before it was started again. */
export function lastEndOf({ state, lastState }: ContainerStatus): Terminated | undefined {
  return state?.terminated ?? lastState?.terminated
}

export function isOutOfMemory(end: Terminated | undefined): boolean {
  return end?.reason === 'OOMKilled'
}

/** What an end tells; lines and probes come from elsewhere. */
export function evidenceOfEnd(end: Terminated, container: Container | undefined): Evidence {
  const signal = end.signal ? signals[end.signal] : end.exitCode > 128 ? signals[end.exitCode - 128] : undefined
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
