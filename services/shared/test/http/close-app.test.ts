import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { json } from 'node:stream/consumers'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { closeApp } from '../../src/http/close-app.ts'

it('does not wait for a body that never comes', async () => {
  const app = Fastify({ return503OnClosing: false })
  app.post('/', async () => ({}))
  const received = new Promise<void>((resolve) => app.addHook('onRequest', async () => resolve()))
  await app.listen({ host: '127.0.0.1', port: 0 })
  const client = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  client.on('error', () => {})
  const closed = once(client, 'close')
  client.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{"a')
  await received
  await closeApp(app, 100)
  await closed
})

it('waits for a request that is being answered', async () => {
  const app = Fastify({ return503OnClosing: false })
  const { promise: answer, resolve } = Promise.withResolvers<object>()
  app.get('/', () => answer)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const asked = new Promise<void>((reached) => app.server.once('request', () => reached()))
  const response = new Promise<IncomingMessage>((received) => get({ port, agent: false }, received))
  await asked
  setTimeout(() => resolve({ done: true }), 50)
  await closeApp(app, 10_000)
  expect(await json(await response)).toEqual({ done: true })
})
