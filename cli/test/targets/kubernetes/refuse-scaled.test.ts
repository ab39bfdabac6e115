import { afterEach, expect, it, vi } from 'vitest'
import { planUp } from '../../../src/actions/plan-up.ts'
import { KubernetesTarget } from '../../../src/targets/kubernetes/kubernetes-target.ts'
import { quietRun } from '../../quiet-run.ts'
import { foldersIn, openTempFolder } from '../../temp-folder.ts'
import { settingsOf, stackOf } from '../../test-stack.ts'
import { answer, type Handler, openApiServer } from './small-api-server.ts'

const labels = { 'app.kubernetes.io/name': 'kafka', 'app.kubernetes.io/part-of': 'msctl' }
const metadata = { name: 'kafka', uid: '1', creationTimestamp: '2026-11-24T10:00:00Z', labels }
const ready = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }], containerStatuses: [] }

/** A namespace with Kafka alone, with so many brokers. */
function kafkaOf(brokers: number): Handler {
  const pod = { metadata: { ...metadata, name: 'kafka-0' }, spec: { containers: [] }, status: ready }
  const workload = { metadata, spec: { replicas: brokers, template: { spec: { containers: [] } } } }
  return ({ url = '' }, response) => {
    if (/\/namespaces\/[^/]+$/.test(url)) return answer(response, 200, { metadata })
    if (url.includes('/statefulsets?')) return answer(response, 200, { items: [workload] })
    if (url.includes('/pods?')) return answer(response, 200, { items: [pod] })
    if (/\/(deployments|events)\b/.test(url)) return answer(response, 200, { items: [] })
    answer(response, 404, {})
  }
}

const free = { MSCTL_PORT_OFFSET: '20000', MSCTL_KAFKA: 'kraft' }
const refusal = {
  code: 'MSCTL_MACHINE_LACKS',
  message: expect.stringContaining('has 3 brokers of Kafka'),
  details: { brokers: 3, outcome: 'Nothing was started' },
}

afterEach(() => {
  vi.unstubAllEnvs()
})

it('up has no business where several brokers run, and none of its advice is to take them down', async () => {
  using folder = openTempFolder()
  const folders = foldersIn(folder.path)
  await using server = await openApiServer(kafkaOf(3))
  vi.stubEnv('KUBECONFIG', server.kubeconfig)
  const target = new KubernetesTarget(folders)
  await expect(target.preflight(stackOf(free), quietRun())).rejects.toMatchObject(refusal)
  const asked = { settings: settingsOf({}), folders, components: [], without: [], target, run: quietRun() }
  await expect(planUp(asked)).rejects.toMatchObject(refusal)
  expect(server.requests.every((one) => one.startsWith('GET'))).toBe(true)
})

it.each([0, 1])('with %i there is nothing against it', async (brokers) => {
  using folder = openTempFolder()
  await using server = await openApiServer(kafkaOf(brokers))
  vi.stubEnv('KUBECONFIG', server.kubeconfig)
  const target = new KubernetesTarget(foldersIn(folder.path))
  expect(await target.preflight(stackOf(free), quietRun())).toEqual([])
})
