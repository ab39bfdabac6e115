import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { Paths } from '../../src/probes/paths.ts'
import { askGateway } from '../../src/probes/probe-gateway.ts'
import { onlyWith } from '../../src/stack/choose-components.ts'
import type { ComponentName } from '../../src/stack/components.ts'
import type { Stack } from '../../src/stack/stack.ts'
import { stackOf } from '../test-stack.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

test('a route is not asked when its service is scaled to 0', async () => {
  const gateway = await gatewayThat({ '/api/users': 503, '/api/notifications': 200 })
  const stack = scaledToZero(stackOf(), 'user-service')
  expect(await askGateway(stack, gateway.paths, AbortSignal.timeout(5000))).toBe(
    '1 of 2 routes answers, user-service is scaled to 0',
  )
  expect(gateway.asked).toEqual(['/api/notifications'])
})

test('with both services scaled to 0 only the gateway itself must answer', async () => {
  const gateway = await gatewayThat({})
  const stack = scaledToZero(stackOf(), 'user-service', 'notification-service')
  expect(await askGateway(stack, gateway.paths, AbortSignal.timeout(5000))).toBe(
    '0 of 2 routes answer, user-service and notification-service are scaled to 0',
  )
  expect(gateway.asked).toEqual(['/'])
  await cleanups.pop()?.()
  await expect(askGateway(stack, gateway.paths, AbortSignal.timeout(5000))).rejects.toThrow('ECONNREFUSED')
})

test('a service with a replica must answer, whatever the other one is scaled to', async () => {
  const { paths } = await gatewayThat({ '/api/users': 503, '/api/notifications': 503 })
  await expect(askGateway(stackOf(), paths, AbortSignal.timeout(5000))).rejects.toThrow('/api/users answered 503')
  const stack = scaledToZero(stackOf(), 'user-service')
  await expect(askGateway(stack, paths, AbortSignal.timeout(5000))).rejects.toThrow('/api/notifications answered 503')
})

test('of a service that the user runs the route is asked, and may lead nowhere yet', async () => {
  const { paths } = await gatewayThat({ '/api/users': 502, '/api/notifications': 200 })
  const stack = stackOf({}, { without: ['user-service'] })
  expect(await askGateway(stack, paths, AbortSignal.timeout(5000))).toBe(
    'both routes answer; user-service, which you run, does not answer yet',
  )
  const gone = await gatewayThat({ '/api/users': 503, '/api/notifications': 200 })
  await expect(askGateway(stack, gone.paths, AbortSignal.timeout(5000))).rejects.toThrow('/api/users answered 503')
})

test('the route of a service that is no part of the stack is not asked', async () => {
  const { paths, asked } = await gatewayThat({ '/api/users': 200 })
  const stack = onlyWith(stackOf(), ['traefik', 'user-service'])
  expect(await askGateway(stack, paths, AbortSignal.timeout(5000))).toBe(
    '1 of 2 routes answers, notification-service is not part of this stack',
  )
  expect(asked).toEqual(['/api/users'])
})

test("somebody else's image may answer anything but what the gateway says without it", async () => {
  const stack = stackOf({ USER_SERVICE_IMAGE: 'somebody/user-service:2' })
  const { paths } = await gatewayThat({ '/api/users': 422, '/api/notifications': 200 })
  expect(await askGateway(stack, paths, AbortSignal.timeout(5000))).toBe(
    'both routes answer; another image in the place of user-service answers 422',
  )
  for (const status of [502, 503, 504]) {
    const without = await gatewayThat({ '/api/users': status, '/api/notifications': 200 })
    await expect(askGateway(stack, without.paths, AbortSignal.timeout(5000))).rejects.toThrow(`answered ${status}`)
  }
})

test("somebody else's consumer need not listen, but must be routed to", async () => {
  const stack = stackOf({ NOTIFICATION_SERVICE_IMAGE: 'somebody/consumer' })
  const { paths } = await gatewayThat({ '/api/users': 200, '/api/notifications': 502 })
  expect(await askGateway(stack, paths, AbortSignal.timeout(5000))).toContain('notification-service does not listen')
  const gone = await gatewayThat({ '/api/users': 200, '/api/notifications': 503 })
  await expect(askGateway(stack, gone.paths, AbortSignal.timeout(5000))).rejects.toThrow('answered 503')
})

function scaledToZero(stack: Stack, ...names: readonly ComponentName[]): Stack {
  const components = stack.components.map((one) => (names.includes(one.name) ? { ...one, replicas: 0 } : one))
  return { ...stack, components }
}

/** A gateway that answers each path with this status, 404 for all others. */
async function gatewayThat(statuses: Readonly<Record<string, number>>): Promise<{ paths: Paths; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0] ?? ''
    asked.push(path)
    response.writeHead(statuses[path] ?? 404).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  const paths: Paths = {
    to: async () => ({ host: '127.0.0.1', port, [Symbol.asyncDispose]: async () => {} }),
    forget: () => {},
    url: async () => `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {},
  }
  return { paths, asked }
}
