import { expect, it } from 'vitest'
import { restartComponents } from '../../../src/targets/kubernetes/restart-components.ts'
import type { Pod, Workload } from '../../../src/targets/kubernetes/status/objects.ts'
import { quietRun } from '../../quiet-run.ts'
import { foldersIn, openTempFolder } from '../../temp-folder.ts'
import { stackOf } from '../../test-stack.ts'
import { answer, openApiServer } from './small-api-server.ts'

const restartedAtKey = 'kubectl.kubernetes.io/restartedAt'
const labelsOf = (name: string) => ({ 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'msctl' })

interface Namespace {
  workload: Workload
  pods: readonly Pod[]
  events: readonly object[]
}

/** What a controller does: called at each look at the pods, from 1 on after the change. */
type Controller = (look: number, namespace: Namespace, restartedAt: string) => void

function workloadOf(kind: Workload['kind'], name: string): Workload {
  return {
    kind,
    metadata: {
      name,
      uid: 'of-workload',
      creationTimestamp: '2026-11-24T10:00:00Z',
      generation: 1,
      labels: labelsOf(name),
    },
    spec: { replicas: 1, template: { spec: { containers: [] } } },
    status: { observedGeneration: 1, replicas: 1, updatedReplicas: 1, currentRevision: 'old', updateRevision: 'old' },
  }
}

function podOf(name: string, component: string, state: 'works' | 'fails', restartedAt?: string): Pod {
  const crash = { waiting: { reason: 'CrashLoopBackOff' } }
  const works = state === 'works'
  return {
    metadata: {
      name,
      uid: `of-${name}`,
      creationTimestamp: '2026-11-24T10:00:00Z',
      labels: { ...labelsOf(component), 'controller-revision-hash': restartedAt ? 'new' : 'old' },
      ...(restartedAt && { annotations: { [restartedAtKey]: restartedAt } }),
    },
    spec: { containers: [{ name: component, image: 'some:1' }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: works ? 'True' : 'False' }],
      containerStatuses: [
        {
          name: component,
          ready: works,
          restartCount: works ? 0 : 5,
          image: 'some:1',
          state: works ? { running: { startedAt: '2026-11-24T10:00:00Z' } } : crash,
          ...(!works && { lastState: { terminated: { exitCode: 1 } } }),
        },
      ],
    },
  }
}

const replaced = (workload: Workload): Workload => ({
  ...workload,
  status: {
    observedGeneration: 2,
    replicas: 1,
    updatedReplicas: 1,
    readyReplicas: 1,
    availableReplicas: 1,
    currentRevision: 'new',
    updateRevision: 'new',
  },
})

const seen = (workload: Workload): Workload => ({
  ...workload,
  status: { ...workload.status, observedGeneration: 2, updatedReplicas: 0, updateRevision: 'new' },
})

/** Restarts the component of that workload; returns what was asked. */
async function restart(workload: Workload, pod: Pod, control: Controller, events: readonly object[] = []) {
  using folder = openTempFolder()
  const namespace: Namespace = { workload, pods: [pod], events }
  const removed: string[] = []
  let restartedAt = ''
  let looks = 0
  let asked = 0
  await using server = await openApiServer(({ method, url = '', body }, response) => {
    const kind = new URL(url, 'http://small').pathname.split('/').at(-1) ?? ''
    if (method === 'DELETE') {
      const { preconditions } = JSON.parse(body) as { readonly preconditions: { readonly uid: string } }
      removed.push(preconditions.uid)
      namespace.pods = namespace.pods.filter(({ metadata }) => metadata.uid !== preconditions.uid)
      return answer(response, 200, {})
    }
    if (method === 'PATCH') {
      const { spec } = JSON.parse(body) as { spec: { template: { metadata: { annotations: Record<string, string> } } } }
      restartedAt = spec.template.metadata.annotations[restartedAtKey] ?? ''
      namespace.workload = { ...namespace.workload, metadata: { ...namespace.workload.metadata, generation: 2 } }
      return answer(response, 200, {})
    }
    if (kind === 'pods' && restartedAt !== '') control(++looks, namespace, restartedAt)
    const isWorkload = kind === `${namespace.workload.kind.toLowerCase()}s`
    // A controller sees a change a moment later.
    if (isWorkload && restartedAt !== '' && ++asked === 2) namespace.workload = seen(namespace.workload)
    const workloads = isWorkload ? [namespace.workload] : []
    answer(response, 200, { items: { pods: namespace.pods, events: namespace.events }[kind] ?? workloads })
  })
  const context = {
    stack: stackOf(),
    cluster: server.cluster,
    folders: foldersIn(folder.path),
    target: 'kubernetes',
  } as const
  await restartComponents(context, [workload.metadata.name as 'mysql'], quietRun())
  return { looks, removed }
}

it('that the old pod had failed is no news: the new one is waited for', async () => {
  const { looks } = await restart(
    workloadOf('Deployment', 'user-service'),
    podOf('old', 'user-service', 'fails'),
    (look, namespace, restartedAt) => {
      if (look < 3) return
      namespace.workload = replaced(namespace.workload)
      namespace.pods = [podOf('new', 'user-service', 'works', restartedAt)]
    },
  )
  expect(looks).toBe(3)
})

it('ends as soon as the new pod has failed, while the old one works on', async () => {
  const { looks } = await restart(
    workloadOf('Deployment', 'user-service'),
    podOf('old', 'user-service', 'works'),
    (look, namespace, restartedAt) => {
      if (look === 2) {
        namespace.workload = {
          ...namespace.workload,
          status: { observedGeneration: 2, replicas: 2, updatedReplicas: 1 },
        }
        namespace.pods = [...namespace.pods, podOf('new', 'user-service', 'fails', restartedAt)]
      }
    },
  )
  expect(looks).toBe(2)
})

const refusal = {
  reason: 'FailedCreate',
  message: 'exceeded quota',
  count: 1,
  involvedObject: { kind: 'StatefulSet', name: 'mysql', uid: 'of-workload' },
}

it('a refusal of before the restart is none of it, a new one is', async () => {
  const { looks } = await restart(
    workloadOf('StatefulSet', 'mysql'),
    podOf('mysql-0', 'mysql', 'fails'),
    (look, namespace) => {
      if (look >= 3) namespace.events = [{ ...refusal, count: 2 }]
    },
    [refusal],
  )
  // Events are read once a second.
  expect(looks).toBeGreaterThanOrEqual(3)
})

it('a failed pod of a StatefulSet, which no controller replaces, is removed once the change was seen', async () => {
  const { removed } = await restart(
    workloadOf('StatefulSet', 'mysql'),
    podOf('mysql-0', 'mysql', 'fails'),
    (_, namespace, restartedAt) => {
      if (namespace.pods.length > 0) return
      namespace.workload = replaced(namespace.workload)
      namespace.pods = [podOf('mysql-0', 'mysql', 'works', restartedAt)]
    },
  )
  expect(removed).toEqual(['of-mysql-0'])
})
