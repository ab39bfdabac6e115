import { expect, it } from 'vitest'
import { applyWorkload } from '../../../src/targets/kubernetes/apply-workload.ts'
import { renderStack } from '../../../src/targets/kubernetes/render/render-stack.ts'
import type { Workload } from '../../../src/targets/kubernetes/status/objects.ts'
import { stackOf } from '../../test-stack.ts'
import { answer, openApiServer } from './small-api-server.ts'

const { signal } = new AbortController()

function runningOf(kind: Workload['kind'], name: string, replicas: number, ready = replicas): Workload {
  const metadata = { name, uid: '1', creationTimestamp: '2026-11-24T10:00:00Z', generation: 1 }
  const count = { replicas, updatedReplicas: replicas, readyReplicas: ready, availableReplicas: ready }
  const status = { observedGeneration: 1, ...count, currentRevision: 'a', updateRevision: 'a' }
  return { kind, metadata, spec: { replicas, template: { spec: { containers: [] } } }, status }
}

/** How many replicas are applied of what the cluster has so; none where nothing is applied. */
async function appliedReplicas(found: Workload | undefined, name: string, wanted: number): Promise<readonly number[]> {
  const stack = stackOf({}, { replicas: { 'user-service': wanted } })
  const applied: number[] = []
  await using server = await openApiServer(({ method, body }, response) => {
    if (method === 'PATCH') applied.push((JSON.parse(body) as { spec: { replicas: number } }).spec.replicas)
    answer(response, 200, { items: [] })
  })
  const isWorkload = (kind: string): boolean => kind === 'Deployment' || kind === 'StatefulSet'
  const object = renderStack(stack).find(({ kind, metadata }) => isWorkload(kind) && metadata.name === name)
  if (object === undefined) throw new Error(`no workload ${name}`)
  await applyWorkload({ stack, cluster: server.cluster }, object, found ? [found] : [], signal)
  return applied
}

it.each([
  ['one that is not there, with its replicas', undefined, 2, [2]],
  ['one that runs as it shall, not at all', runningOf('Deployment', 'user-service', 2), 2, []],
  ['one that somebody else scaled, not at all', runningOf('Deployment', 'user-service', 3), 2, []],
  [
    'one that somebody else scaled and that does not run, as many',
    runningOf('Deployment', 'user-service', 3, 1),
    2,
    [3],
  ],
  ['one that somebody else scaled to 0, with its replicas', runningOf('Deployment', 'user-service', 0), 2, [2]],
  ['one that shall be at 0, not at all', runningOf('Deployment', 'user-service', 0), 0, []],
])('makes %s', async (_, found, wanted, expected) => {
  expect(await appliedReplicas(found, 'user-service', wanted)).toEqual(expected)
})

it('brings back a StatefulSet that somebody scaled to 0', async () => {
  expect(await appliedReplicas(runningOf('StatefulSet', 'kafka', 0), 'kafka', 1)).toEqual([1])
})
