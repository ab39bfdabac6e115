import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Paths } from '../../src/probes/paths.ts'
import type { ProbeContext } from '../../src/probes/probe-context.ts'
import { probeNotificationService } from '../../src/probes/probe-notification-service.ts'
import { probeService } from '../../src/probes/probe-service.ts'
import { stackOf } from '../test-stack.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const forgotten: number[] = []

const signal = AbortSignal.timeout(10_000)
const probe = probeService('user-service')

describe('probeService', () => {
  it('asks each replica for /readyz, and passes on what it lacks', async () => {
    const first = await program({ '/readyz': [200, '{}'] })
    const second = await program({ '/readyz': [503, '{"detail":"MySQL does not answer"}'] })
    const stack = stackOf({}, { replicas: { 'user-service': 2 } })
    expect(await probe(contextOf(stack, [first, first]), signal)).toBe('/readyz of 2 replicas')
    await expect(probe(contextOf(stack, [first, second]), signal)).rejects.toThrow('MySQL does not answer')
    expect(forgotten).toEqual([])
  })

  it('looks for the port of a replica anew once nobody listens on it', async () => {
    const stack = stackOf({}, { replicas: { 'user-service': 2 } })
    const first = await program({ '/readyz': [200, '{}'] })
    await expect(probe(contextOf(stack, [first]), signal)).rejects.toThrow()
    expect(forgotten.splice(0)).toEqual([2])
  })

  it("takes any answer of somebody else's image, but no closed port", async () => {
    const stack = stackOf({ USER_SERVICE_IMAGE: 'somebody/user-service:2' })
    expect(await probe(contextOf(stack, [await program({})]), signal)).toBe('another image answers 404')
    await expect(probe(contextOf(stack, ['http://127.0.0.1:1']), signal)).rejects.toThrow()
  })
})

it("does not ask somebody else's consumer, which need not listen", async () => {
  const stack = stackOf({ NOTIFICATION_SERVICE_IMAGE: 'somebody/consumer' })
  expect(await probeNotificationService(contextOf(stack, []), signal)).toBe('another image runs')
})

/** Each replica at its address. */
function contextOf(stack: ProbeContext['stack'], addresses: readonly string[]): ProbeContext {
  const url: Paths['url'] = async (_, __, replica = 1) => addresses[replica - 1] ?? 'http://127.0.0.1:1'
  const forget: Paths['forget'] = (_, __, replica) => void forgotten.push(replica ?? 0)
  return { stack, paths: { url, forget } } as ProbeContext
}

/** A program that answers each path like this, 404 to all others. */
async function program(answers: Readonly<Record<string, readonly [number, string]>>): Promise<string> {
  const server = createServer((request, response) => {
    const [status, body] = answers[request.url ?? ''] ?? [404, '']
    response.writeHead(status).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
