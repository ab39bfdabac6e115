import type { Pod } from '../status/objects.ts'

/** The pod that a new connection goes to: a ready one, else one that runs; of several the oldest. Undefined while there is none. */
export function choosePod(pods: readonly Pod[]): Pod | undefined {
  const living = pods
    .filter(({ metadata, status }) => metadata.deletionTimestamp === undefined && status.phase === 'Running')
    .toSorted((a, b) => a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp))
  return living.find(isReady) ?? living.find(isRunning)
}

export function isReady({ status }: Pod): boolean {
  return status.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') ?? false
}

function isRunning({ status }: Pod): boolean {
  return status.containerStatuses?.every(({ state }) => state?.running !== undefined) ?? false
}
