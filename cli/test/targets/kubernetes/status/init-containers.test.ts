import { describe, expect, it } from 'vitest'
import { createStack } from '../../../../src/stack/create-stack.ts'
import { defaultSettings } from '../../../../src/stack/settings.ts'
import type { ComponentStatus } from '../../../../src/stack/stack.ts'
import type { ContainerState } from '../../../../src/targets/kubernetes/status/objects.ts'
import { toStatuses } from '../../../../src/targets/kubernetes/status/to-statuses.ts'

const where = { stack: createStack({ settings: defaultSettings() }), context: 'small' }
const metadata = {
  name: 'mysql-0',
  uid: 'mysql-0',
  creationTimestamp: '2026-11-24T10:00:00Z',
  labels: { 'app.kubernetes.io/name': 'mysql', 'app.kubernetes.io/part-of': 'msctl' },
}
const initializing: ContainerState = { waiting: { reason: 'PodInitializing' } }
const done: ContainerState = { terminated: { exitCode: 0, reason: 'Completed' } }
const times = { startedAt: '2026-11-24T10:00:01Z', finishedAt: '2026-11-24T10:00:02Z' }
const broken: ContainerState = { terminated: { exitCode: 1, reason: 'Error', ...times } }

interface Seen {
  readonly init: ContainerState
  readonly main?: ContainerState
  readonly restartCount?: number
}

/** MySQL, whose init container makes its folder, in the place of another one that is always done. */
function mysql({ init, main = initializing, restartCount = 0 }: Seen): ComponentStatus | undefined {
  const image = 'registry.internal/mysql:8.4'
  const status = { ready: false, restartCount: 0, image }
  const pod = {
    metadata,
    spec: {
      containers: [{ name: 'mysql', image }],
      initContainers: [
        { name: 'before', image },
        { name: 'make-folder', image: 'mysql:folder', resources: { limits: { memory: '64Mi' } } },
      ],
    },
    status: {
      phase: 'Pending',
      startTime: '2026-11-24T10:00:00Z',
      initContainerStatuses: [
        { ...status, name: 'before', state: done },
        { ...status, name: 'make-folder', image: 'mysql:folder', state: init, restartCount, lastState: broken },
      ],
      containerStatuses: [{ ...status, name: 'mysql', state: main }],
    },
  }
  const workload = { kind: 'StatefulSet' as const, metadata, spec: { template: pod } }
  return toStatuses({ pods: [pod], workloads: [workload], events: [] }, where).find(({ name }) => name === 'mysql')
}

describe('what runs before a component', () => {
  it('fails it for an image that cannot be had, with the way out', () => {
    const seen = mysql({ init: { waiting: { reason: 'ImagePullBackOff', message: 'not found' } } })
    expect(seen).toMatchObject({ state: 'failed', detail: 'ImagePullBackOff: not found' })
    expect(seen?.cause?.why).toBe('the node cannot get the image mysql:folder')
    expect(seen?.cause?.suggestions[0]).toBe('MYSQL_IMAGE=repository:tag msctl up: another image')
  })

  it('fails it once it has died twice, with its end and its limit', () => {
    const waiting: ContainerState = { waiting: { reason: 'CrashLoopBackOff' } }
    expect(mysql({ init: waiting, restartCount: 1 })).toMatchObject({
      state: 'failed',
      detail: 'exit code 1 after 1.0 s',
      restarts: 1,
      evidence: { exitCode: 1, livedMs: 1000, memoryLimitBytes: 64 * 2 ** 20 },
    })
    expect(mysql({ init: broken })).toMatchObject({
      state: 'unhealthy',
      detail: 'exit code 1 after 1.0 s; will be started again',
    })
  })

  it('says nothing against it while it runs, is made or has done its work', () => {
    for (const init of [{ running: {} }, { waiting: { reason: 'ContainerCreating' } }, initializing, done, {}])
      expect(mysql({ init })).toMatchObject({ state: 'starting', detail: 'its container is being made', restarts: 0 })
  })

  it('is over once the component itself runs or has run', () => {
    expect(mysql({ init: broken, main: { running: {} } })).toMatchObject({ state: 'starting', restarts: 0 })
    const ended: ContainerState = { terminated: { exitCode: 3, ...times } }
    expect(mysql({ init: broken, main: ended })).toMatchObject({ evidence: { exitCode: 3 } })
  })
})
