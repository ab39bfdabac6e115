import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { applyObject } from '../../../../src/targets/kubernetes/api/apply-object.ts'
import { currentContext, hasContext } from '../../../../src/targets/kubernetes/api/kubeconfig-files.ts'
import { openCluster } from '../../../../src/targets/kubernetes/api/open-cluster.ts'
import { patchWorkload } from '../../../../src/targets/kubernetes/api/patch-workload.ts'
import { openTempFolder } from '../../../temp-folder.ts'
import { answer, openApiServer } from '../small-api-server.ts'

const { signal } = new AbortController()

describe('a cluster', () => {
  it('is asked with the credentials of the context', async () => {
    let authorization: string | undefined
    await using server = await openApiServer((request, response) => {
      authorization = request.headers.authorization
      answer(response, 200, { gitVersion: 'v1.34.4' })
    })
    expect(await server.cluster.ask({ path: '/version', signal })).toEqual({ gitVersion: 'v1.34.4' })
    expect(authorization).toBe('Bearer open sesame')
  })

  it('is given objects as they are, fields that the client does not know included', async () => {
    let sent: unknown
    await using server = await openApiServer((request, response) => {
      sent = { type: request.headers['content-type'], body: JSON.parse(request.body) }
      answer(response, 200, {})
    })
    const object = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { brandNew: { field: 1 }, template: { spec: { containers: [{ name: 'web', fromTheFuture: true }] } } },
    }
    await applyObject(server.cluster, object, 'shop', signal)
    expect(sent).toEqual({ type: 'application/apply-patch+yaml', body: object })
    expect(server.requests).toEqual([
      'PATCH /apis/apps/v1/namespaces/shop/deployments/web?fieldManager=msctl&force=true&fieldValidation=Strict',
    ])
  })

  it('changes the fields of a workload that it is given, and says what it may not', async () => {
    const sent: unknown[] = []
    await using server = await openApiServer((request, response) => {
      sent.push({ type: request.headers['content-type'], body: JSON.parse(request.body) })
      answer(response, sent.length === 1 ? 200 : 403, { message: 'forbidden' })
    })
    const patch = { namespace: 'shop', kind: 'StatefulSet', name: 'web', spec: { replicas: 2 }, verb: 'scale' } as const
    await patchWorkload(server.cluster, patch, signal)
    expect(sent).toEqual([{ type: 'application/merge-patch+json', body: { spec: { replicas: 2 } } }])
    expect(server.requests).toEqual(['PATCH /apis/apps/v1/namespaces/shop/statefulsets/web?fieldManager=msctl'])
    await expect(patchWorkload(server.cluster, patch, signal)).rejects.toThrow('may not scale statefulsets in "shop"')
  })

  it('has nothing to say of what is not there', async () => {
    await using server = await openApiServer((_, response) => answer(response, 404, { reason: 'NotFound' }))
    expect(await server.cluster.ask({ path: '/api/v1/namespaces/shop', signal })).toBeUndefined()
  })

  it.each([
    [401, 'MSCTL_COULD_NOT_ASK', /does not accept the credentials of context "small"/],
    [403, 'MSCTL_MACHINE_LACKS', /context "small" may not read it: pods is forbidden/],
    [422, 'MSCTL_MACHINE_LACKS', /refuses to read it: pods is forbidden/],
    [503, 'MSCTL_COULD_NOT_ASK', /cannot read it now/],
  ])('that answers %i is %s', async (status, code, message) => {
    await using server = await openApiServer((_, response) =>
      answer(response, status, { message: 'pods is forbidden' }),
    )
    const asking = server.cluster.ask({ path: '/api/v1/pods', signal, what: 'read it' })
    await expect(asking).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
  })

  it('that answers too late, or not at all, could not be asked', async () => {
    const server = await openApiServer(() => {})
    const late = server.cluster.ask({ path: '/version', signal, withinMs: 50 })
    await expect(late).rejects.toMatchObject({
      code: 'MSCTL_COULD_NOT_ASK',
      message: expect.stringContaining('no answer within'),
    })
    await server[Symbol.asyncDispose]()
    await expect(server.cluster.ask({ path: '/version', signal })).rejects.toMatchObject({
      code: 'MSCTL_COULD_NOT_ASK',
    })
  })

  it('is asked once more where a kept connection had just been closed', async () => {
    let count = 0
    await using server = await openApiServer((request, response) => {
      count++
      if (count === 2) request.socket.destroy()
      else answer(response, 200, { count })
    })
    await server.cluster.ask({ path: '/a', signal })
    expect(await server.cluster.ask({ path: '/b', signal })).toEqual({ count: 3 })
  })

  it('of a context that there is not is refused, with those that there are', async () => {
    await using server = await openApiServer(() => {})
    const opening = openCluster('other', { KUBECONFIG: server.kubeconfig })
    await expect(opening).rejects.toMatchObject({
      code: 'MSCTL_CONFIGURATION',
      message: 'there is no context "other"; known: small',
    })
    const nothing = openCluster(undefined, { KUBECONFIG: '/nowhere' })
    await expect(nothing).rejects.toMatchObject({ code: 'MSCTL_TOOL_MISSING' })
  })
})

describe('contexts', () => {
  it('the current one is that of the first file that names one; one that cannot be read names none', () => {
    using folder = openTempFolder()
    const write = (name: string, text: string): string => {
      writeFileSync(join(folder.path, name), text)
      return join(folder.path, name)
    }
    const [bad, empty, good] = [
      write('bad', '{'),
      write('empty', 'clusters: []'),
      write('good', 'current-context: here'),
    ]
    expect(currentContext({ KUBECONFIG: [bad, '/nowhere', empty, good].join(':') })).toBe('here')
    expect(currentContext({ KUBECONFIG: empty })).toBeUndefined()
  })

  it('are looked for by name in all files that can be read', () => {
    using folder = openTempFolder()
    const write = (name: string, text: string) => {
      const file = join(folder.path, name)
      writeFileSync(file, text)
      return file
    }
    const files = [
      write('bad', 'a: [b'),
      write('odd', 'contexts: { here: there }'),
      write('text', 'only words'),
      write('holes', 'contexts: [~, 3, { name: first }]'),
      write('good', 'contexts: [{ name: second }]'),
    ]
    const known = ['first', 'second', 'third', 'here'].filter((name) =>
      hasContext(name, { KUBECONFIG: files.join(':') }),
    )
    expect(known).toEqual(['first', 'second'])
  })
})
