import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import type { Paths } from '../../src/probes/paths.ts'
import { findEntrance } from '../../src/seed/find-entrance.ts'
import { stackOf } from '../test-stack.ts'

const { signal } = new AbortController()

function pathsTo(port: number): Paths {
  const endpoint = { host: '127.0.0.1', port, [Symbol.asyncDispose]: async () => {} }
  return {
    to: async () => endpoint,
    forget: () => {},
    url: async () => `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {},
  }
}

it('goes through the gateway, whatever stands behind it, or straight to the service', async () => {
  const server = createServer((_, response) => void response.writeHead(404).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    const origin = `http://127.0.0.1:${port}`
    expect(await findEntrance(stackOf(), pathsTo(port), false, signal)).toEqual({
      origin,
      path: '/api/users/register/',
    })
    expect(await findEntrance(stackOf(), pathsTo(port), true, signal)).toEqual({ origin, path: '/register/' })
  } finally {
    server.close()
  }
})

it('names --direct where the gateway is no part of the stack, or does not answer', async () => {
  const expected = {
    code: 'MSCTL_MACHINE_LACKS',
    exit: 4,
    suggestions: expect.arrayContaining([expect.stringContaining('--direct')]),
  }
  const without = stackOf({}, { without: ['traefik'] })
  await expect(findEntrance(without, pathsTo(1), false, signal)).rejects.toMatchObject(expected)
  await expect(findEntrance(stackOf(), pathsTo(1), false, signal)).rejects.toMatchObject(expected)
})
