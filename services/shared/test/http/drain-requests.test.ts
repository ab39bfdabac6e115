import { once } from 'node:events'
import { Agent, createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drainRequests } from '../../src/http/drain-requests.ts'

describe('drainRequests', () => {
  let server: Server
  const agent = new Agent({ keepAlive: true })

  beforeEach(async () => {
    server = createServer((_, response) => response.end('served')).listen(0, '127.0.0.1')
    await once(server, 'listening')
  })

  afterEach(() => {
    agent.destroy()
    server.close()
  })

  async function ask(): Promise<IncomingMessage> {
    const { port } = server.address() as AddressInfo
    const [response] = await once(get({ port, host: '127.0.0.1', agent }), 'response')
    response.resume()
    return response
  }

  it('answers as ever, and ends each connection with its answer', async () => {
    expect((await ask()).headers.connection).toBe('keep-alive')
    const drained = drainRequests(server, { quietMs: 100, limitMs: 5_000 })
    const answer = await ask()
    expect([answer.statusCode, answer.headers.connection]).toEqual([200, 'close'])
    await drained
  })

  it('ends when nobody asked for a while', async () => {
    const startedAt = performance.now()
    const drained = drainRequests(server, { quietMs: 200, limitMs: 60_000 })
    await sleep(100)
    await ask()
    await drained
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(299)
  })

  it('ends though somebody still asks', async () => {
    let isDrained = false
    const drained = drainRequests(server, { quietMs: 60_000, limitMs: 200 }).then(() => {
      isDrained = true
    })
    while (!isDrained) {
      await ask()
      await sleep(10)
    }
    await drained
  })
})
