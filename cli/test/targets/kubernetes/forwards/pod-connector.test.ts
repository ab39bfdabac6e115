import { PassThrough } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { answer, openApiServer } from '../small-api-server.ts'

const reached: string[] = []
let alive = 'first'

vi.mock('../../../../src/targets/kubernetes/forwards/port-stream.ts', () => ({
  openPortStream: async (_cluster: unknown, { pod }: { pod: string }) => {
    reached.push(pod)
    if (pod !== alive) throw new Error(`pod ${pod} not found`)
    return new PassThrough()
  },
}))

const { podConnector } = await import('../../../../src/targets/kubernetes/forwards/pod-connector.ts')

function podOf(name: string) {
  const conditions = [{ type: 'Ready', status: 'True' }]
  return { metadata: { name, creationTimestamp: '2026-11-24T10:00:00Z' }, status: { phase: 'Running', conditions } }
}

describe('connections to whichever pod serves', () => {
  it('go to the one that was found, and to its successor as soon as that one cannot be reached', async () => {
    await using server = await openApiServer((_, response) => answer(response, 200, { items: [podOf(alive)] }))
    const open = podConnector(server.cluster, 'shop', { component: 'mysql', port: 3306 })
    await open()
    await open()
    expect(server.requests).toHaveLength(1)
    alive = 'second'
    await open()
    expect(reached).toEqual(['first', 'first', 'first', 'second'])
    expect(server.requests).toHaveLength(2)
    expect(server.requests[0]).toContain(encodeURIComponent('app.kubernetes.io/name=mysql'))
  })

  it('are refused while there is no pod, and made again once there is', async () => {
    let items: object[] = []
    await using server = await openApiServer((_, response) => answer(response, 200, { items }))
    const open = podConnector(server.cluster, 'shop', { component: 'mysql', port: 3306 })
    await expect(open()).rejects.toThrow('no pod of mysql runs')
    items = [podOf(alive)]
    await open()
  })
})
