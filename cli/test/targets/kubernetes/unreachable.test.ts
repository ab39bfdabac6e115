import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { createStack } from '../../../src/stack/create-stack.ts'
import { defaultSettings } from '../../../src/stack/settings.ts'
import { KubernetesTarget } from '../../../src/targets/kubernetes/kubernetes-target.ts'
import { quietRun } from '../../quiet-run.ts'
import { foldersIn, openTempFolder } from '../../temp-folder.ts'
import { answer, openApiServer } from './small-api-server.ts'

const labels = { 'app.kubernetes.io/name': 'adminer', 'app.kubernetes.io/part-of': 'msctl' }
const longAgo = '2026-11-24T10:00:00Z'
const pod = {
  metadata: { name: 'adminer-1', uid: '1', creationTimestamp: longAgo, labels },
  spec: { containers: [{ name: 'adminer', image: 'adminer:5.5.1' }] },
  status: {
    phase: 'Running',
    startTime: longAgo,
    conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: longAgo }],
    containerStatuses: [{ name: 'adminer', ready: true, restartCount: 0, state: { running: { startedAt: longAgo } } }],
  },
}
const deployment = {
  metadata: { name: 'adminer', uid: '2', labels },
  spec: { replicas: 1 },
  status: { readyReplicas: 1 },
}

afterEach(() => {
  vi.unstubAllEnvs()
})

it('knows why it does not get through to a ready pod, once somebody has tried', async () => {
  using folder = openTempFolder()
  await using server = await openApiServer(({ url = '' }, response) => {
    if (url.includes('/portforward')) return answer(response, 500, {})
    if (url.includes('metrics.k8s.io')) return answer(response, 404, {})
    const items = url.includes('/pods') ? [pod] : url.includes('/deployments') ? [deployment] : []
    return answer(response, 200, { items })
  })
  vi.stubEnv('KUBECONFIG', server.kubeconfig)
  const target = new KubernetesTarget(foldersIn(folder.path))
  const stack = createStack({ settings: defaultSettings() })
  const statuses = await target.status(stack, quietRun())
  expect(statuses.find(({ name }) => name === 'adminer')).toMatchObject({ state: 'ready' })
  expect(target.whyUnreachable(stack, 'adminer')).toBeUndefined()

  await using path = await target.connect(stack, 'adminer', 'http', quietRun())
  const [error] = await once(connect(path.port, path.host), 'error')
  expect(error.code).toBe('ECONNRESET')
  expect(target.whyUnreachable(stack, 'adminer')).toBe(
    'the pod is ready, but the forward to it does not get through: Unexpected server response: 500',
  )
  expect(target.whyUnreachable(stack, 'mysql')).toBeUndefined()
})
