import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { openRegistrationClient } from '../../src/seed/registration-client.ts'

async function openClient(handler: RequestListener) {
  let connections = 0
  const server = createServer(handler).on('connection', () => {
    connections++
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const client = openRegistrationClient({ origin: `http://127.0.0.1:${port}`, path: '/register/', timeoutMs: 5000 })
  onTestFinished(() => {
    client[Symbol.dispose]()
    server.close()
  })
  return { client, connections: () => connections }
}

const user = (index: number) => ({ index, userName: `User ${index}`, email: `user.${index}@s.example` })

it('has as many connections as requests at a time, and gives each its own answer', async () => {
  const { client, connections } = await openClient(async (request, response) => {
    const { user_name } = JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString())
    response.end(JSON.stringify({ id: Number(user_name.slice(5)) }))
  })
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all([1, 2, 3].map((index) => client.send(user(index))))
    expect(answers).toMatchObject([1, 2, 3].map((id) => ({ answered: true, status: 200, id })))
  }
  expect(connections()).toBe(3)
})

it.each(['no JSON', '{"id":"7"}', '{"id":1.5}', 'null'])('knows no id from %s', async (text) => {
  const { client } = await openClient((_, response) => void response.end(text))
  expect(await client.send(user(1))).toMatchObject({ answered: true, status: 200, id: null, text })
})

it('ends what is under way when it is cancelled, and begins no other', async () => {
  const { client, connections } = await openClient(() => client.cancel())
  expect(await client.send(user(1))).toEqual({
    answered: false,
    reason: 'the connection was closed before the answer',
  })
  expect(await client.send(user(2))).toEqual({ answered: false, reason: 'cancelled' })
  expect(connections()).toBe(1)
})
