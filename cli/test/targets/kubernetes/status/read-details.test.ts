import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ComponentStatus } from '../../../../src/stack/stack.ts'
import type { ContainerState, Pod } from '../../../../src/targets/kubernetes/status/objects.ts'
import { DetailReader } from '../../../../src/targets/kubernetes/status/read-details.ts'
import { quietRun } from '../../../quiet-run.ts'
import { answer, type Handler, openApiServer } from '../small-api-server.ts'

const ended: ContainerState = { terminated: { exitCode: 1 } }
const status = { ready: false, restartCount: 1, image: 'mysql:8.4' }

/** A pod of MySQL: each container as it is. */
function podOf(main: ContainerState, init: ContainerState): Pod {
  const labels = { 'app.kubernetes.io/name': 'mysql', 'app.kubernetes.io/part-of': 'msctl' }
  return {
    metadata: { name: 'mysql-0', uid: '1', creationTimestamp: '2026-11-24T10:00:00Z', labels },
    spec: {
      containers: [{ name: 'mysql', image: 'mysql:8.4' }],
      initContainers: [{ name: 'make-folder', image: 'mysql:8.4' }],
    },
    status: {
      containerStatuses: [{ ...status, name: 'mysql', state: main }],
      initContainerStatuses: [{ ...status, name: 'make-folder', state: init }],
    },
  }
}

const failed: ComponentStatus = {
  name: 'mysql',
  replica: 1,
  state: 'failed',
  detail: 'exit code 1',
  ports: {},
  restarts: 1,
  evidence: { exitCode: 1, outOfMemory: false, lastLines: ['its last message'] },
}

interface Options {
  readonly signal?: AbortSignal
  readonly others?: readonly ComponentStatus[]
}

async function completed(handler: Handler, pod = podOf(ended, {}), { signal, others = [] }: Options = {}) {
  await using server = await openApiServer(handler)
  const observed = { pods: [pod], workloads: [], events: [] }
  const run = quietRun(signal)
  const [first] = await new DetailReader().complete([failed, ...others], observed, server.cluster, 'shop', run.signal)
  return { ...first, requests: server.requests }
}

const writes: Handler = (_, response) => {
  response.writeHead(200).end('2026-11-24T10:00:01.5Z first\n2026-11-24T10:00:02.5Z second\n')
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('the last lines of what failed', () => {
  it('come before its last message', async () => {
    const { evidence, requests } = await completed(writes)
    expect(evidence?.lastLines).toEqual(['first', 'second', 'its last message'])
    expect(requests).toEqual([expect.stringMatching('/namespaces/shop/pods/mysql-0/log\\?container=mysql&')])
  })

  // A cluster measures every quarter of a minute: what has just died still counts.
  it('are there also of what the cluster still knows the memory of', async () => {
    const metrics = { items: [{ metadata: { name: 'mysql-0' }, containers: [{ usage: { memory: '300Mi' } }] }] }
    const others: readonly ComponentStatus[] = [{ ...failed, name: 'kafka', state: 'ready' }]
    const handler: Handler = (request, response) =>
      request.url?.startsWith('/apis/metrics') ? answer(response, 200, metrics) : writes(request, response)
    const { evidence, memoryBytes } = await completed(handler, podOf(ended, {}), { others })
    expect(memoryBytes).toBe(300 * 2 ** 20)
    expect(evidence?.lastLines).toEqual(['first', 'second', 'its last message'])
  })

  it('are those of the container that failed', async () => {
    const { requests } = await completed(writes, podOf({ waiting: { reason: 'PodInitializing' } }, ended))
    expect(requests).toEqual([expect.stringContaining('container=make-folder&')])
  })

  it.each<[string, Handler]>([
    ['may not be read', (_, response) => answer(response, 403, { message: 'pods/log is forbidden' })],
    ['cannot be had of a node', (_, response) => answer(response, 500, { message: 'dial tcp: no route to host' })],
    [
      'break off',
      (_, response) => void response.writeHead(200).write('2026-11-24T10:00:01Z first\n2026', () => response.destroy()),
    ],
    ['are asked of nobody any more', (_, response) => void response.destroy()],
  ])('are left out where they %s, and the failure is told', async (_, handler) => {
    const { requests: __, ...told } = await completed(handler)
    expect(told).toEqual(failed)
  })

  it.each<[string, Handler]>([
    ['does not answer', () => {}],
    ['stops answering', (_, response) => void response.writeHead(200).write('2026-11-24T10:00:01Z first\n')],
  ])('are not waited for where a node %s', async (_, handler) => {
    const asked = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      const soon = new AbortController()
      setTimeout(() => soon.abort(), ms / 20)
      return soon.signal
    })
    const { requests: __, ...told } = await completed(handler)
    expect(told).toEqual(failed)
    expect(asked).toHaveBeenCalledWith(3000)
  })

  it('rejects when it is called off', async () => {
    const callOff = new AbortController()
    const reading = completed(() => callOff.abort(new Error('called off')), podOf(ended, {}), callOff)
    await expect(reading).rejects.toThrow('called off')
  })
})
