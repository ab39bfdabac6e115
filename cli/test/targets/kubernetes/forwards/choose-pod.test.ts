import { describe, expect, it } from 'vitest'
import { createStack } from '../../../../src/stack/create-stack.ts'
import { defaultSettings } from '../../../../src/stack/settings.ts'
import { choosePod } from '../../../../src/targets/kubernetes/forwards/choose-pod.ts'
import { planForwards } from '../../../../src/targets/kubernetes/forwards/plan-forwards.ts'
import type { Pod } from '../../../../src/targets/kubernetes/status/objects.ts'
import { replicasOf } from '../../../../src/targets/kubernetes/status/replicas.ts'

function pod(
  name: string,
  age: number,
  change: { isReady?: boolean; isEnding?: boolean; phase?: string; index?: number } = {},
): Pod {
  const { isReady = true, isEnding = false, phase = 'Running', index } = change
  return {
    metadata: {
      name,
      uid: name,
      creationTimestamp: `2026-11-24T10:00:${String(59 - age)}Z`,
      labels: {
        'app.kubernetes.io/name': 'user-service',
        ...(index !== undefined && { 'apps.kubernetes.io/pod-index': String(index) }),
      },
      ...(isEnding && { deletionTimestamp: '2026-11-24T10:01:00Z' }),
    },
    spec: { containers: [] },
    status: {
      phase,
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
      containerStatuses: [{ name: 'user-service', ready: isReady, restartCount: 0, image: '', state: { running: {} } }],
    },
  }
}

describe('a new connection goes', () => {
  it('to a ready pod, of several the oldest', () => {
    expect(choosePod([pod('young', 1), pod('old', 9, { isReady: false }), pod('middle', 5)])?.metadata.name).toBe(
      'middle',
    )
  })

  it('to one that runs at least, so that it can say why it is not ready', () => {
    expect(choosePod([pod('starting', 1, { isReady: false })])?.metadata.name).toBe('starting')
  })

  it('nowhere while there is none but such as end or wait', () => {
    expect(choosePod([pod('ending', 1, { isEnding: true }), pod('waiting', 2, { phase: 'Pending' })])).toBeUndefined()
    expect(choosePod([])).toBeUndefined()
  })
})

describe('replicas', () => {
  it('of a Deployment are numbered by age, without those that go', () => {
    const all = [pod('young', 1), pod('ending', 9, { isEnding: true }), pod('old', 5)]
    expect(replicasOf('user-service', all).map((one) => [one.replica, one.pod.metadata.name])).toEqual([
      [1, 'old'],
      [2, 'young'],
    ])
  })

  it('of a StatefulSet have the number of their pod', () => {
    const all = [pod('db-1', 9, { index: 1 }), pod('db-0', 1, { index: 0 })]
    expect(replicasOf('user-service', all).map(({ replica, pod: one }) => [replica, one.metadata.name])).toEqual([
      [1, 'db-0'],
      [2, 'db-1'],
    ])
  })

  it('that ended for good count only where there is no other', () => {
    const evicted = pod('evicted', 9, { phase: 'Failed' })
    expect(replicasOf('user-service', [evicted, pod('new', 1)])).toHaveLength(1)
    expect(replicasOf('user-service', [evicted])[0]?.pod.metadata.name).toBe('evicted')
  })
})

describe('the forwards of a stack', () => {
  it('are its ports on this machine; those of a service lead to the gateway, which shares them', () => {
    const stack = createStack({ settings: defaultSettings(), without: ['grafana'] })
    expect(Object.fromEntries(planForwards(stack).map(({ port, to }) => [port, `${to.component} ${to.port}`]))).toEqual(
      {
        3306: 'mysql 3306',
        2181: 'zookeeper 2181',
        9092: 'kafka 9092',
        8000: 'traefik 8000',
        8001: 'traefik 8001',
        8081: 'traefik 8081',
        8080: 'traefik 8080',
        9090: 'prometheus 9090',
        8082: 'adminer 8080',
      },
    )
  })

  it('lead to the service itself where there is no gateway', () => {
    const stack = createStack({ settings: defaultSettings(), without: ['grafana', 'traefik'] })
    expect(planForwards(stack).find(({ port }) => port === 8000)?.to).toEqual({ component: 'user-service', port: 8000 })
  })
})
