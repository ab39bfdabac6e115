import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createServiceApp } from '../../src/http/create-service-app.ts'
import { createReadiness } from '../../src/readiness.ts'

let app: Awaited<ReturnType<typeof createServiceApp>>
let port: number

beforeEach(async () => {
  const logger = pino({ level: 'silent' })
  app = await createServiceApp({
    name: 'a-service',
    description: 'For tests',
    logger,
    readiness: createReadiness([], logger),
    registry: new Registry(),
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  port = (app.server.address() as AddressInfo).port
})

afterEach(() => app.close())

async function send(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(bytes)
  return text(socket)
}

describe('what is no request', () => {
  it.each([
    ['no HTTP', 'hello\r\n\r\n', '400 Bad Request', 'Invalid HTTP request received.'],
    ['a method that is none', 'FOO / HTTP/1.1\r\nHost: a\r\n\r\n', '400 Bad Request', 'Invalid HTTP request received.'],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}`,
      '431 Request Header',
      'Request Header',
    ],
  ])('%s is answered in the shape of all errors', async (_, bytes, status, detail) => {
    const answer = await send(bytes)
    expect(answer).toContain(`HTTP/1.1 ${status}`)
    expect(answer).toContain('Content-Type: application/json')
    expect(JSON.parse(answer.slice(answer.indexOf('{'))).detail).toContain(detail)
  })

  it('does not end the service', async () => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write('POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc')
    socket.resetAndDestroy()
    expect((await app.inject({ url: '/livez' })).statusCode).toBe(200)
  })
})

it.each(['/livez', '/nope', '/metrics', '/%zz', '/docs'])('returns the request id, at %s too', async (url) => {
  const response = await app.inject({ url, headers: { 'x-request-id': 'req-1' } })
  expect(response.headers['x-request-id']).toBe('req-1')
})

it('does not read the body of what it does not serve', async () => {
  const payload = Buffer.alloc(1_000_000)
  const response = await app.inject({ method: 'POST', url: '/nope', payload })
  expect([response.statusCode, response.json()]).toEqual([404, { detail: 'Not Found' }])
})
