import { afterEach, expect, it, vi } from 'vitest'
import { KubernetesTarget } from '../../../src/targets/kubernetes/kubernetes-target.ts'
import { quietRun } from '../../quiet-run.ts'
import { foldersIn, openTempFolder } from '../../temp-folder.ts'
import { stackOf } from '../../test-stack.ts'
import { answer, openApiServer } from './small-api-server.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

it('a question that is not answered once does not end what asks for minutes', async () => {
  using folder = openTempFolder()
  let count = 0
  await using server = await openApiServer((_, response) => {
    count++
    answer(response, count === 4 ? 503 : 200, { items: [] })
  })
  vi.stubEnv('KUBECONFIG', server.kubeconfig)
  const target = new KubernetesTarget(foldersIn(folder.path))
  const first = await target.status(stackOf(), quietRun())
  expect(count).toBe(3)
  expect(await target.status(stackOf(), quietRun())).toEqual(first)
  expect(count).toBe(7)
})
