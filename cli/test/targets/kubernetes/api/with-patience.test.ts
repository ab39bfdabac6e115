import { afterEach, expect, it, vi } from 'vitest'
import { applyObject } from '../../../../src/targets/kubernetes/api/apply-object.ts'
import { patchWorkload } from '../../../../src/targets/kubernetes/api/patch-workload.ts'
import { withPatience } from '../../../../src/targets/kubernetes/api/with-patience.ts'
import { answer, type Handler, openApiServer } from '../small-api-server.ts'

const { signal } = new AbortController()
const question = { path: '/version', signal }

/** Answers the first question, then whatever the test says, by the number of the question from 1. */
async function openAnswered(handler: (count: number, ...args: Parameters<Handler>) => void) {
  let count = -1
  const server = await openApiServer((request, response) => {
    count++
    if (count === 0) answer(response, 200, {})
    else handler(count, request, response)
  })
  const cluster = withPatience(server.cluster)
  await cluster.ask(question)
  return { server, cluster }
}

afterEach(() => {
  vi.useRealTimers()
})

it.each([429, 500, 502, 503, 504])('a cluster that answered %i is asked again', async (status) => {
  const { server, cluster } = await openAnswered((count, _, response) =>
    answer(response, count === 1 ? status : 200, 'yes'),
  )
  await using _ = server
  expect(await cluster.ask(question)).toBe('yes')
  expect(server.requests).toHaveLength(3)
})

it('a connection that ends without an answer is no answer', async () => {
  const { server, cluster } = await openAnswered((count, { socket }, response) => {
    // Twice: of a kept connection that ends, any client tries another one.
    if (count <= 2) socket.destroy()
    else answer(response, 200, 'yes')
  })
  await using _ = server
  expect(await cluster.ask(question)).toBe('yes')
})

it('what is to be so, and what is to be gone, may be said twice', async () => {
  const { server, cluster } = await openAnswered((count, _, response) => answer(response, count % 2 ? 503 : 200, {}))
  await using _ = server
  const object = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'passwords' } }
  await applyObject(cluster, object, 'shop', signal)
  const patch = { namespace: 'shop', kind: 'Deployment', name: 'web', spec: { replicas: 2 }, verb: 'scale' } as const
  await patchWorkload(cluster, patch, signal)
  await cluster.ask({ ...question, method: 'DELETE' })
  expect(server.requests).toHaveLength(7)
})

it.each([
  ['what makes something new each time', { ...question, method: 'POST' as const }],
  ['what is wanted soon or not at all', { ...question, withinMs: 2000 }],
])('%s is asked once', async (_, asked) => {
  const { server, cluster } = await openAnswered((count, _, response) => answer(response, count === 1 ? 503 : 200, {}))
  await using __ = server
  await expect(cluster.ask(asked)).rejects.toMatchObject({ code: 'MSCTL_COULD_NOT_ASK' })
  expect(server.requests).toHaveLength(2)
})

it.each([401, 403, 409, 422])('a refusal with %i is one', async (status) => {
  const { server, cluster } = await openAnswered((_, __, response) => answer(response, status, {}))
  await using _ = server
  await expect(cluster.ask(question)).rejects.toMatchObject({ details: { status } })
  expect(server.requests).toHaveLength(2)
})

it('a cluster that never answered is away at once; one that says "too many requests" is there', async () => {
  const statuses = [503, 429, 503, 200]
  await using server = await openApiServer((_, response) => answer(response, statuses.shift() ?? 200, 'yes'))
  const cluster = withPatience(server.cluster)
  await expect(cluster.ask(question)).rejects.toMatchObject({ details: { status: 503 } })
  expect(server.requests).toHaveLength(1)
  expect(await cluster.ask(question)).toBe('yes')
  expect(server.requests).toHaveLength(4)
})

it('is left alone for as long as it wants', async () => {
  const atMs: number[] = []
  const { server, cluster } = await openAnswered((count, _, response) => {
    atMs.push(Date.now())
    if (count > 1) return answer(response, 200, {})
    response.writeHead(429, { 'retry-after': '1' }).end('{}')
  })
  await using _ = server
  await cluster.ask(question)
  const [first = 0, second = 0] = atMs
  expect(second - first).toBeGreaterThanOrEqual(990)
})

it('has an end, with the last refusal', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const { server, cluster } = await openAnswered((count, _, response) => {
    if (count === 2) vi.setSystemTime(Date.now() + 9_000)
    answer(response, 503, { message: `refusal ${count}` })
  })
  await using _ = server
  await expect(cluster.ask(question)).rejects.toThrow('refusal 2')
})

it('ends when it is interrupted', async () => {
  const { server, cluster } = await openAnswered((_, __, response) => {
    response.writeHead(503, { 'retry-after': '5' }).end('{}')
  })
  await using _ = server
  const aborted = new AbortController()
  const asking = cluster.ask({ ...question, signal: aborted.signal })
  setTimeout(() => aborted.abort(new Error('interrupted')), 50)
  await expect(asking).rejects.toThrow('interrupted')
  expect(server.requests).toHaveLength(2)
})
