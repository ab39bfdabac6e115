import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { stateFolder } from '../../../../src/lib/folders.ts'
import type { Stack } from '../../../../src/stack/stack.ts'
import { openCluster } from '../../../../src/targets/kubernetes/api/open-cluster.ts'
import { startForwards } from '../../../../src/targets/kubernetes/forwards/start-forwards.ts'
import { KubernetesTarget } from '../../../../src/targets/kubernetes/kubernetes-target.ts'
import { stackOf } from '../../../test-stack.ts'
import { freePort, openPlace, run } from '../../local/small-stack.ts'
import { answer, openApiServer } from '../small-api-server.ts'

/** MySQL alone, and a kubeconfig with the contexts "a" and "b". */
async function openTwo() {
  const { folders } = openPlace()
  const server = await openApiServer((_, response) => answer(response, 200, { items: [] }))
  const config = JSON.parse(readFileSync(server.kubeconfig, 'utf8'))
  config.contexts = ['a', 'b'].map((name) => ({ ...config.contexts[0], name }))
  writeFileSync(server.kubeconfig, JSON.stringify({ ...config, 'current-context': 'a' }))
  vi.stubEnv('KUBECONFIG', server.kubeconfig)
  const whole = stackOf()
  const port = await freePort()
  const components = whole.components
    .filter(({ name }) => name === 'mysql')
    .map((one) => ({ ...one, ports: { mysql: port } }))
  const stack: Stack = { ...whole, name: 'small', components }
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await server[Symbol.asyncDispose]()
  })
  const start = async (context: string) =>
    startForwards({ stack, cluster: await openCluster(context), folders, target: 'kubernetes' }, run())
  const connectedPort = async (context: string) => {
    await using endpoint = await new KubernetesTarget(folders, context).connect(stack, 'mysql', 'mysql', run())
    return endpoint.port
  }
  const leadsTo = () => {
    const log = readFileSync(join(stateFolder(folders, stack.name), 'logs', 'forwards.log'), 'utf8')
    return /of context (\S+)/.exec(log)?.[1]
  }
  return { port, start, connectedPort, leadsTo }
}

it('goes by the forwards only to the cluster to which they lead', async () => {
  const { port, start, connectedPort, leadsTo } = await openTwo()
  expect(await connectedPort('a')).not.toBe(port)
  await start('a')
  expect(await connectedPort('a')).toBe(port)
  expect(await connectedPort('b')).not.toBe(port)
  await start('b')
  expect(leadsTo()).toBe('b')
  expect(await connectedPort('b')).toBe(port)
  expect(await connectedPort('a')).not.toBe(port)
}, 30_000)
