import type { ComponentStatus } from '../../stack/stack.ts'

/**
 * Whether trying once more can help after Compose gave up: it does so on what depends on a container that ended once, which the
 * engine starts again. False when all that ever ended runs, and nothing ended since the last try: Compose has another reason.
 */
export function mayStillStart(statuses: readonly ComponentStatus[], restartsBefore: number): boolean {
  const isAllBack = statuses.every(({ restarts, state }) => restarts === 0 || state === 'ready')
  return !isAllBack || totalRestarts(statuses) > restartsBefore
}

export function totalRestarts(ones: readonly Pick<ComponentStatus, 'restarts'>[]): number {
  return ones.reduce((total, { restarts }) => total + restarts, 0)
}
