import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { askGate, portOfGate } from '../../../../src/targets/local/supervisor/ask-gate.ts'
import { freePort } from '../small-stack.ts'

const host = '127.0.0.1'

async function open(server: Server): Promise<number> {
  server.listen(0, host)
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** Answers ZooKeeper's four letter words, and hangs up. */
function openZooKeeper(answers: Readonly<Record<string, string>>): Promise<number> {
  return open(createServer((socket) => socket.on('data', (word) => socket.end(answers[String(word)] ?? ''))))
}

const dump = `SessionTracker dump:
Session Sets (3)/(1):
ephemeral nodes dump:
Sessions with Ephemerals (1):
0x10002f8c5ab0000:
	/controller
	/brokers/ids/1
`

describe('askGate', () => {
  it('tcp: holds for whoever lets it in', async () => {
    expect(await askGate({ kind: 'tcp', host, port: await open(createServer((socket) => socket.destroy())) })).toEqual({
      holds: true,
      answer: 'connected',
    })
    expect(await askGate({ kind: 'tcp', host, port: await freePort() })).toEqual({
      holds: false,
      answer: 'connection refused',
    })
  })

  it('mysql: holds for whoever greets', async () => {
    const ask = async (server: Server) => askGate({ kind: 'mysql', host, port: await open(server) })
    expect(await ask(createServer((socket) => socket.write('\u004a\0\0\0\u000a11.4.2')))).toEqual({
      holds: true,
      answer: 'greeted',
    })
    expect(await ask(createServer((socket) => socket.end()))).toEqual({ holds: false, answer: 'it hung up' })
    expect(await ask(createServer(() => {}))).toEqual({ holds: false, answer: 'no answer' })
  })

  it('http: holds for a status below 400', async () => {
    const port = await open(
      createHttpServer((request, response) => {
        response.statusCode = request.url === '/ready' ? 204 : 503
        response.end()
      }),
    )
    expect(await askGate({ kind: 'http', url: `http://${host}:${port}/ready` })).toEqual({
      holds: true,
      answer: 'status 204',
    })
    expect(await askGate({ kind: 'http', url: `http://${host}:${port}/` })).toEqual({
      holds: false,
      answer: 'status 503',
    })
  })

  it('gives up on a server that lets in and says nothing', async () => {
    const sockets: { destroy(): void }[] = []
    const port = await open(createServer((socket) => sockets.push(socket)))
    expect(await askGate({ kind: 'http', url: `http://${host}:${port}/` })).toEqual({
      holds: false,
      answer: 'no answer',
    })
    expect(await askGate({ kind: 'zookeeper', host, port })).toEqual({ holds: false, answer: 'no answer' })
    for (const socket of sockets) socket.destroy()
  })

  it('zookeeper: holds when it is fine and no session holds the node', async () => {
    const port = await openZooKeeper({ ruok: 'imok', dump })
    expect(await askGate({ kind: 'zookeeper', host, port })).toMatchObject({ holds: true })
    expect(await askGate({ kind: 'zookeeper', host, port, withoutNode: '/brokers/ids/2' })).toMatchObject({
      holds: true,
    })
    expect(await askGate({ kind: 'zookeeper', host, port, withoutNode: '/brokers/ids/1' })).toEqual({
      holds: false,
      answer: 'a session that has not timed out yet holds /brokers/ids/1',
    })
    const wrong = await openZooKeeper({ ruok: 'This ZooKeeper instance is not currently serving requests' })
    expect(await askGate({ kind: 'zookeeper', host, port: wrong })).toMatchObject({ holds: false })
  })
})

describe('portOfGate', () => {
  it('reads the port of an address, written or not', () => {
    expect(portOfGate({ kind: 'http', url: 'http://127.0.0.1:9090/-/ready' })).toBe(9090)
    expect(portOfGate({ kind: 'http', url: 'http://127.0.0.1/' })).toBe(80)
    expect(portOfGate({ kind: 'tcp', host, port: 3306 })).toBe(3306)
  })
})
