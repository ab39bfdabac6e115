import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { followKubeconfig } from '../../../../src/targets/kubernetes/api/follow-kubeconfig.ts'
import { openTempFolder } from '../../../temp-folder.ts'
import { answer, openApiServer } from '../small-api-server.ts'

const signal = new AbortController().signal
const question = { path: '/version', signal }

describe('a cluster whose kubeconfig changes', () => {
  it('is asked at its new address once the old one does not answer', async () => {
    using folder = openTempFolder()
    const file = join(folder.path, 'config')
    await using second = await openApiServer((_, response) => answer(response, 200, { of: 'second' }))
    const first = await openApiServer((_, response) => answer(response, 200, { of: 'first' }))
    copyFileSync(first.kubeconfig, file)
    const cluster = await followKubeconfig('small', { KUBECONFIG: file })
    expect(await cluster.ask(question)).toEqual({ of: 'first' })

    copyFileSync(second.kubeconfig, file)
    // As long as it answers nothing is read.
    expect(await cluster.ask(question)).toEqual({ of: 'first' })
    await first[Symbol.asyncDispose]()
    expect(await Promise.all([cluster.ask(question), cluster.ask(question)])).toEqual([
      { of: 'second' },
      { of: 'second' },
    ])
    expect(cluster.server).toBe(second.cluster.server)
    expect(cluster.config.getCurrentCluster()?.server).toBe(second.cluster.server)
    await cluster.close()
  })

  it('is asked with new credentials once the old ones are not accepted', async () => {
    using folder = openTempFolder()
    const file = join(folder.path, 'config')
    await using server = await openApiServer((request, response) =>
      request.headers.authorization === 'Bearer renewed' ? answer(response, 200, {}) : answer(response, 401, {}),
    )
    copyFileSync(server.kubeconfig, file)
    const cluster = await followKubeconfig('small', { KUBECONFIG: file })
    await expect(cluster.ask(question)).rejects.toMatchObject({ code: 'MSCTL_COULD_NOT_ASK' })
    const users = [{ name: 'somebody', user: { token: 'renewed' } }]
    const config = cluster.config
    writeFileSync(
      file,
      JSON.stringify({
        'current-context': 'small',
        clusters: [
          { name: 'one', cluster: { server: config.getCurrentCluster()?.server, 'insecure-skip-tls-verify': true } },
        ],
        users,
        contexts: [{ name: 'small', context: { cluster: 'one', user: 'somebody' } }],
      }),
    )
    expect(await cluster.ask(question)).toEqual({})
    await cluster.close()
  })

  it.each([
    ['does not answer while the kubeconfig says the same', undefined, 'MSCTL_COULD_NOT_ASK'],
    ['cannot be asked while the kubeconfig cannot be read', '{', 'MSCTL_CONFIGURATION'],
    ['is gone with its context', '{"contexts": []}', 'MSCTL_CONFIGURATION'],
  ])('%s', async (_, text, code) => {
    using folder = openTempFolder()
    const file = join(folder.path, 'config')
    const server = await openApiServer((_, response) => answer(response, 200, {}))
    copyFileSync(server.kubeconfig, file)
    const cluster = await followKubeconfig('small', { KUBECONFIG: file })
    await server[Symbol.asyncDispose]()
    if (text !== undefined) writeFileSync(file, text)
    await expect(cluster.ask(question)).rejects.toMatchObject({ code })
    await cluster.close()
  })
})
