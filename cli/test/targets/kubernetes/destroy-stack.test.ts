import { afterEach, beforeEach, expect, it } from 'vitest'
import { destroyStack } from '../../../src/targets/kubernetes/destroy-stack.ts'
import type { DestroyResult } from '../../../src/targets/target.ts'
import { quietRun } from '../../quiet-run.ts'
import { foldersIn, openTempFolder } from '../../temp-folder.ts'
import { stackOf } from '../../test-stack.ts'
import { openApiServer } from './small-api-server.ts'
import { ours, partOf, type SmallNamespace, smallNamespace } from './small-namespace.ts'

const stack = stackOf({ MSCTL_NAME: 'shop' })
const parts = {
  'services mysql': ours,
  'configmaps settings': ours,
  'secrets passwords': ours,
  'persistentvolumeclaims data-mysql-0': ours,
  'poddisruptionbudgets kafka': ours,
}
const ofKubernetes = { 'configmaps kube-root-ca.crt': {}, 'serviceaccounts default': {} }
let folder: ReturnType<typeof openTempFolder>

beforeEach(() => {
  folder = openTempFolder()
})
afterEach(() => folder[Symbol.dispose]())

async function destroy({ handler }: SmallNamespace, volumes = true): Promise<DestroyResult> {
  await using server = await openApiServer(handler)
  const folders = foldersIn(folder.path)
  const open = async () => ({ stack, cluster: server.cluster, folders, target: 'kubernetes' as const })
  return await destroyStack(open, stack, folders, volumes, quietRun())
}

it('removes a namespace that msctl made, with all that Kubernetes put there', async () => {
  const namespace = smallNamespace('shop', ours, { ...parts, ...ofKubernetes })
  expect(await destroy(namespace)).toEqual({
    stopped: 0,
    removed: [{ what: 'volume claim data-mysql-0' }, { what: 'namespace shop' }],
    leftBehind: [],
  })
  expect(namespace.isThere()).toBe(false)
})

it('keeps the namespace and the data without volumes, and removes the budgets of the scaled overlay', async () => {
  const namespace = smallNamespace('shop', ours, parts)
  expect(await destroy(namespace, false)).toEqual({ stopped: 0, removed: [], leftBehind: [] })
  expect(namespace.objects()).toEqual(['persistentvolumeclaims data-mysql-0'])
})

const foreign = [
  ['secrets registry', 'Secret registry'],
  ['configmaps theirs', 'ConfigMap theirs'],
  ['ingresses web', 'Ingress web'],
  ['cronjobs report', 'CronJob report'],
  ['jobs import', 'Job import'],
  ['daemonsets agent', 'DaemonSet agent'],
  ['roles reader', 'Role reader'],
  ['rolebindings reader', 'RoleBinding reader'],
  ['resourcequotas small', 'ResourceQuota small'],
  ['limitranges small', 'LimitRange small'],
  ['services web', 'Service web'],
  ['serviceaccounts robot', 'ServiceAccount robot'],
  ['deployments web', 'Deployment web'],
] as const

it.each(foreign)("keeps a namespace with somebody's %s in it", async (object, named) => {
  const namespace = smallNamespace('shop', ours, { ...parts, ...ofKubernetes, [object]: {} })
  expect(await destroy(namespace)).toEqual({
    stopped: 0,
    removed: [{ what: 'volume claim data-mysql-0' }],
    kept: [`namespace shop: ${named} in it is not msctl's`],
    leftBehind: [],
  })
  expect(namespace.objects()).toEqual([...Object.keys(ofKubernetes), object])
})

it('keeps a namespace that somebody else made and labelled for the stack', async () => {
  const namespace = smallNamespace('shop', partOf, { ...parts, ...ofKubernetes })
  const { kept, removed, leftBehind } = await destroy(namespace)
  expect(kept).toEqual(['namespace shop: msctl did not make it'])
  expect([removed, leftBehind]).toEqual([[{ what: 'volume claim data-mysql-0' }], []])
  expect(namespace.objects()).toEqual(Object.keys(ofKubernetes))
  expect(namespace.isThere()).toBe(true)
})

it('removes all but the namespace for a user who may not remove that one', async () => {
  const namespace = smallNamespace('shop', ours, { ...parts, ...ofKubernetes }, ['DELETE namespaces'])
  expect((await destroy(namespace)).kept).toEqual(['namespace shop: context "small" may not delete it'])
  expect(namespace.objects()).toEqual(Object.keys(ofKubernetes))
})

it('leaves out kinds that the user may not list', async () => {
  const refused = ['roles', 'resourcequotas', 'poddisruptionbudgets'].map((plural) => `GET ${plural}`)
  const namespace = smallNamespace('shop', ours, { 'services mysql': ours, ...ofKubernetes }, refused)
  expect((await destroy(namespace)).removed).toEqual([{ what: 'namespace shop' }])
})

it('does not take what it needs to see for gone when it may not list it', async () => {
  const namespace = smallNamespace('shop', ours, parts, ['GET secrets'])
  await expect(destroy(namespace)).rejects.toMatchObject({ code: 'MSCTL_MACHINE_LACKS', details: { status: 403 } })
})

it('touches nothing in a namespace without its label', async () => {
  const namespace = smallNamespace('shop', {}, { 'deployments web': {} })
  expect(await destroy(namespace)).toEqual({ stopped: 0, removed: [], leftBehind: [] })
  expect(namespace.objects()).toEqual(['deployments web'])
})
