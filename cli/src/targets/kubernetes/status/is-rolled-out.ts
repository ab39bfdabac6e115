import type { Workload } from './objects.ts'

/** Whether what is wanted now is what runs, as `kubectl rollout status` decides it. */
export function isRolledOut({ kind, metadata, spec, status = {} }: Workload): boolean {
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) return false
  const wanted = spec.replicas ?? 1
  const updated = status.updatedReplicas ?? 0
  if (kind === 'StatefulSet') {
    if ((status.readyReplicas ?? 0) < wanted) return false
    return status.updateRevision === status.currentRevision || updated >= wanted
  }
  return updated >= wanted && (status.replicas ?? 0) <= updated && (status.availableReplicas ?? 0) >= updated
}
