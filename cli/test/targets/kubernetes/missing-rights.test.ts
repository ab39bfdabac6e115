import { expect, it } from 'vitest'
import { diagnose } from '../../../src/targets/kubernetes/diagnose.ts'
import { missingRights, neededRights } from '../../../src/targets/kubernetes/missing-rights.ts'
import { quietRun } from '../../quiet-run.ts'
import { foldersIn, openTempFolder } from '../../temp-folder.ts'
import { stackOf } from '../../test-stack.ts'
import { answer, openApiServer } from './small-api-server.ts'

const stack = stackOf({ MSCTL_PORT_OFFSET: '20000' })
const words = (version: string, hasNamespace: boolean) =>
  neededRights(version, hasNamespace).map(({ verb, resource }) => `${verb} ${resource}`)

/** Answers each review as the test says; reads are not allowed. */
async function openStrict(isAllowed: (attributes: Readonly<Record<string, string>>) => boolean) {
  return openApiServer(({ method, body }, response) => {
    if (method !== 'POST') return answer(response, 403, { message: 'no' })
    const { spec } = JSON.parse(body) as { spec: { resourceAttributes: Record<string, string> } }
    answer(response, 201, { status: { allowed: isAllowed(spec.resourceAttributes) } })
  })
}

it('needs what an apply, a look and a removal need', () => {
  const kinds = ['deployments.apps', 'statefulsets.apps', 'services', 'configmaps', 'secrets', 'persistentvolumeclaims']
  const verbs = ['get', 'list', 'create', 'patch', 'delete']
  const all = words('v1.34.4', true)
  expect(all).toEqual(expect.arrayContaining(kinds.flatMap((kind) => verbs.map((verb) => `${verb} ${kind}`))))
  expect(all).toEqual(expect.arrayContaining(['delete pods', 'get pods/log', 'list events', 'get namespaces']))
  expect(all).not.toContain('patch namespaces')
  expect(words('v1.34.4', false)).toEqual([...all, 'create namespaces', 'patch namespaces'])
  expect(words('v1.35.0+k3s1', true)).toEqual([...all, 'create pods/portforward'])
})

it('asks for each in the namespace, by group and subresource', async () => {
  const seen: Readonly<Record<string, string>>[] = []
  await using server = await openStrict((attributes) => {
    seen.push(attributes)
    return attributes.verb !== 'patch'
  })
  const rights = [
    { verb: 'patch', resource: 'deployments.apps' },
    { verb: 'get', resource: 'pods/log' },
    { verb: 'get', resource: 'namespaces' },
  ]
  const missing = await missingRights({ stack, cluster: server.cluster }, rights, quietRun().signal)
  expect(missing).toEqual([rights[0]])
  const namespace = stack.name
  expect(seen).toHaveLength(3)
  expect(seen).toContainEqual({ namespace, verb: 'patch', group: 'apps', resource: 'deployments' })
  expect(seen).toContainEqual({ namespace, verb: 'get', group: '', resource: 'pods', subresource: 'log' })
  expect(seen).toContainEqual({ namespace, name: namespace, verb: 'get', group: '', resource: 'namespaces' })
})

it('doctor names all that is missing, once, and nothing that it could not look at', async () => {
  using folder = openTempFolder()
  await using server = await openStrict(({ verb, resource }) => verb !== 'patch' && resource !== 'namespaces')
  const context = { stack, cluster: server.cluster, folders: foldersIn(folder.path), target: 'kubernetes' } as const
  const usable = { isUsable: true, reason: '', version: 'v1.34.4', fixes: [] }
  const { findings } = await diagnose(usable, async () => context, quietRun())
  expect(findings.map(({ name, status }) => [name, status])).toEqual([
    ['cluster', 'pass'],
    ['rights', 'fail'],
  ])
  const failed = findings.filter(({ status }) => status === 'fail')
  expect(failed[0]?.message).toContain('patch deployments.apps')
  expect(failed[0]?.message).toContain('get namespaces')
})
