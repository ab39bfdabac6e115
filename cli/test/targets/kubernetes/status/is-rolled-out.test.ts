import { describe, expect, it } from 'vitest'
import { isRolledOut } from '../../../../src/targets/kubernetes/status/is-rolled-out.ts'
import type { Workload } from '../../../../src/targets/kubernetes/status/objects.ts'

function workload(kind: Workload['kind'], replicas: number, status: NonNullable<Workload['status']>): Workload {
  const metadata = { name: 'web', uid: '1', creationTimestamp: '2026-11-24T10:00:00Z', generation: 2 }
  return { kind, metadata, spec: { replicas, template: { spec: { containers: [] } } }, status }
}

describe('a rollout is over, as kubectl decides it', () => {
  const done = { observedGeneration: 2, replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 }

  it.each([
    ['once all are new and available', done, true],
    ['not before the change was seen', { ...done, observedGeneration: 1 }, false],
    ['not while new ones are missing', { ...done, updatedReplicas: 1 }, false],
    ['not while old ones are there', { ...done, replicas: 3 }, false],
    ['not while a new one is not available', { ...done, availableReplicas: 1 }, false],
    ['not before there is any status', {}, false],
  ])('of a Deployment: %s', (_, status, expected) => {
    expect(isRolledOut(workload('Deployment', 2, status))).toBe(expected)
  })

  it.each([
    ['once all are ready in the one revision', { ...done, currentRevision: 'a', updateRevision: 'a' }, true],
    ['not while one is not ready', { ...done, readyReplicas: 1, currentRevision: 'a', updateRevision: 'a' }, false],
    ['not while old ones are ready', { ...done, updatedReplicas: 1, currentRevision: 'a', updateRevision: 'b' }, false],
  ])('of a StatefulSet: %s', (_, status, expected) => {
    expect(isRolledOut(workload('StatefulSet', 2, status))).toBe(expected)
  })

  it('with nothing to run there is nothing to wait for', () => {
    expect(isRolledOut(workload('Deployment', 0, { observedGeneration: 2 }))).toBe(true)
  })
})
