import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { followKubeconfig } from '../../../../src/targets/kubernetes/api/follow-kubeconfig.ts'
import { untilGone } from '../../../../src/targets/kubernetes/forwards/until-gone.ts'
import { openTempFolder } from '../../../temp-folder.ts'
import { answer, openApiServer } from '../small-api-server.ts'

const patience = { everyMs: 5, beforeFirst: 5, afterLast: 2, unanswered: 4 }
const workloads = { items: [{ metadata: { name: 'mysql' } }] }

describe('a process that keeps forwards ends by itself', () => {
  it('once all parts that it saw are gone', async () => {
    using folder = openTempFolder()
    let looks = 0
    await using server = await openApiServer((_, response) =>
      answer(response, 200, ++looks < 10 ? workloads : { items: [] }),
    )
    expect(await untilGone(server.cluster, 'shop', folder.path, patience)).toBe('nothing of the stack is in shop')
    expect(looks).toBeGreaterThanOrEqual(10 + 2 * patience.afterLast - 1)
  })

  it('where no part ever comes, or the namespace is not there', async () => {
    using folder = openTempFolder()
    await using server = await openApiServer((_, response) => answer(response, 404, {}))
    expect(await untilGone(server.cluster, 'shop', folder.path, patience)).toBe('nothing of the stack is in shop')
    expect(server.requests).toHaveLength(2 * patience.beforeFirst)
  })

  it('where the cluster does not answer for long', async () => {
    using folder = openTempFolder()
    await using server = await openApiServer((_, response) => answer(response, 503, {}))
    expect(await untilGone(server.cluster, 'shop', folder.path, patience)).toBe('the cluster does not answer any more')
  })

  it('where the kubeconfig has its context no longer, long before that', async () => {
    using folder = openTempFolder()
    const server = await openApiServer((_, response) => answer(response, 200, workloads))
    const file = join(folder.path, 'kubeconfig')
    copyFileSync(server.kubeconfig, file)
    const cluster = await followKubeconfig('small', { KUBECONFIG: file })
    await server[Symbol.asyncDispose]()
    rmSync(file)
    expect(await untilGone(cluster, 'shop', folder.path, patience)).toBe(
      'the kubeconfig does not have context small any more',
    )
  })

  it('where its state folder is gone', async () => {
    await using server = await openApiServer((_, response) => answer(response, 200, workloads))
    expect(await untilGone(server.cluster, 'shop', '/nowhere/at/all', patience)).toBe('/nowhere/at/all is gone')
  })
})
