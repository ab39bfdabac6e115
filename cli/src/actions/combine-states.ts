import type { ComponentState, ComponentStatus } from '../stack/stack.ts'

const worstFirst: readonly ComponentState[] = [
  'failed',
  'unhealthy',
  'missing',
  'stopped',
  'starting',
  'ready',
  'skipped',
]

/** The state of a component from those of its replicas: the worst, so that `ready` means all of them. */
export function combineStates(replicas: readonly ComponentStatus[]): ComponentState {
  return worstFirst.find((state) => replicas.some((replica) => replica.state === state)) ?? 'missing'
}
