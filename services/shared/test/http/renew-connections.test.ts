import { once } from 'node:events'
import { Agent, createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { renewConnections } from '../../src/http/renew-connections.ts'

describe('renewConnections', () => {
  let server: Server
  let connections = 0
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })

  beforeEach(async () => {
    connections = 0
    server = createServer((_, response) => response.end('served')).listen(0, '127.0.0.1')
    server.on('connection', () => {
      connections++
    })
    renewConnections(server)
    await once(server, 'listening')
  })

  afterEach(() => {
    agent.destroy()
    server.close()
  })

  async function ask(headers: Readonly<Record<string, string>>): Promise<number | undefined> {
    const { port } = server.address() as AddressInfo
    const [response] = (await once(get({ port, host: '127.0.0.1', agent, headers }), 'response')) as [IncomingMessage]
    response.resume()
    await once(response, 'end')
    return response.statusCode
  }

  it.each([
    ['ends a gateway’s connection with every hundredth answer', { 'x-forwarded-for': '10.0.0.1' }, 3],
    ['leaves other clients theirs', {}, 1],
  ])('%s', async (_, headers, expected) => {
    for (let count = 0; count < 250; count++) expect(await ask(headers)).toBe(200)
    expect(connections).toBe(expected)
  })
})
