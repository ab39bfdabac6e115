import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { openPostConnection, type PostConnection } from '../../src/seed/post-connection.ts'

/** Does the same with each request on any connection. */
type Reply = (socket: Socket, request: string) => void

interface Peer {
  readonly connection: PostConnection
  readonly requests: readonly string[]
  readonly connections: () => number
  readonly server: Server
}

async function openPeer(reply: Reply, timeoutMs = 5000): Promise<Peer> {
  const requests: string[] = []
  let connections = 0
  const server = createServer((socket) => {
    connections++
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      requests.push(bytes.toString())
      reply(socket, bytes.toString())
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const connection = openPostConnection({ origin: `http://127.0.0.1:${port}`, path: '/register/', timeoutMs })
  onTestFinished(() => {
    connection.close()
    server.close()
  })
  return { connection, requests, connections: () => connections, server }
}

const answer = (body: string, headers = ''): string =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`

it('sends one request after the other over one connection', async () => {
  const { connection, requests, connections } = await openPeer((socket, request) =>
    socket.write(answer(request.slice(-2))),
  )
  for (const body of ['{é', '{b', '{c']) {
    expect(await connection.post(body)).toEqual({ status: 200, text: body.slice(-2), retryAfterMs: 0 })
  }
  expect(connections()).toBe(1)
  expect(requests[0]).toMatch(/^POST \/register\/ HTTP\/1\.1\r\n/)
  expect(requests[0]).toMatch(/\r\nhost: 127\.0\.0\.1:\d+\r\n/)
  expect(requests[0]).toMatch(/\r\ncontent-type: application\/json\r\ncontent-length: 3\r\n\r\n\{é$/)
})

it('reads an answer that comes byte by byte', async () => {
  const { connection } = await openPeer(async (socket) => {
    for (const byte of Buffer.from(answer('{"user_name":"Zoë 范"}'))) {
      socket.write(Buffer.of(byte))
      await sleep(1)
    }
  })
  expect((await connection.post('{}')).text).toBe('{"user_name":"Zoë 范"}')
})

it('reads an answer in chunks, and one announced by 100', async () => {
  const { connection, connections } = await openPeer((socket) =>
    socket.write(
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n',
    ),
  )
  for (let index = 0; index < 2; index++) {
    expect(await connection.post('{}')).toEqual({ status: 200, text: 'abc', retryAfterMs: 0 })
  }
  expect(connections()).toBe(1)
})

it('says for how long to wait', async () => {
  const { connection } = await openPeer((socket) =>
    socket.write('HTTP/1.1 503 Busy\r\nRetry-After: 2\r\nContent-Length: 4\r\n\r\nbusy'),
  )
  expect(await connection.post('{}')).toEqual({ status: 503, text: 'busy', retryAfterMs: 2000 })
})

it.each([
  ['says "connection: close"', (socket: Socket) => socket.write(answer('{}', 'Connection: close\r\n'))],
  ['ends its answer by closing', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n{}')],
  ['answers and closes', (socket: Socket) => socket.end(answer('{}'))],
])('makes a new connection after one that %s', async (_, reply) => {
  const { connection, connections } = await openPeer(reply)
  for (let index = 0; index < 3; index++) {
    expect((await connection.post('{}')).text).toBe('{}')
    // until the closing is here
    await sleep(20)
  }
  expect(connections()).toBe(3)
})

it.each<[string, Reply, RegExp]>([
  ['is closed', (socket) => socket.end(), /^the connection was closed before the answer$/],
  ['is cut in its headers', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'), /before the answer/],
  ['is cut in its body', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}'), /before the answer/],
  ['is reset', (socket) => socket.resetAndDestroy(), /ECONNRESET/],
  ['is no HTTP', (socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'), /^the answer is not HTTP$/],
  ['does not come', () => {}, /^no answer in time$/],
  ['stops in its body', (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}'), /in time$/],
])('rejects when the answer %s, and tries anew', async (_, reply, reason) => {
  let isWell = false
  const { connection } = await openPeer((socket, request) => {
    if (isWell) socket.write(answer('{}'))
    else reply(socket, request)
  }, 100)
  await expect(connection.post('{}')).rejects.toThrow(reason)
  isWell = true
  expect((await connection.post('{}')).text).toBe('{}')
})

it('rejects when nobody listens', async () => {
  const { connection, server } = await openPeer(() => {})
  server.close()
  await once(server, 'close')
  await expect(connection.post('{}')).rejects.toThrow(/ECONNREFUSED/)
})

it('rejects what is under way once it is closed', async () => {
  const { connection } = await openPeer(() => connection.close())
  await expect(connection.post('{}')).rejects.toThrow('closed before the answer')
})

it('notices that it was closed between two requests', async () => {
  const { connection, connections } = await openPeer((socket) => {
    socket.write(answer('{}'))
    setTimeout(() => socket.end(), 10)
  })
  await connection.post('{}')
  await sleep(50)
  expect((await connection.post('{}')).text).toBe('{}')
  expect(connections()).toBe(2)
})

it.each([
  ['at once', (socket: Socket) => socket.write(answer('{"id":1}') + answer('{"id":1}'))],
  [
    'when nobody asks any more',
    (socket: Socket) => {
      socket.write(answer('{"id":1}'))
      setTimeout(() => socket.write(answer('{"id":1}')), 5)
    },
  ],
])('takes no second answer, %s, for that to another request', async (_, twice) => {
  let isFirst = true
  const { connection } = await openPeer((socket) => {
    if (isFirst) twice(socket)
    else socket.write(answer('{"id":2}'))
    isFirst = false
  })
  expect((await connection.post('{}')).text).toBe('{"id":1}')
  await sleep(30)
  expect((await connection.post('{}')).text).toBe('{"id":2}')
})
