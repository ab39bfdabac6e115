import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { type Forward, openForward } from '../../../../src/targets/kubernetes/forwards/open-forward.ts'

const open: (Forward | Server)[] = []

afterEach(async () => {
  for (const one of open.splice(0)) one.close()
})

/** A server on this machine in the place of the pod. */
async function farSide(onSocket: (socket: Socket) => void): Promise<() => Promise<Duplex>> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    onSocket(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(server)
  const { port } = server.address() as { port: number }
  return async () => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    return socket
  }
}

async function forwardTo(far: () => Promise<Duplex>): Promise<Forward> {
  const forward = await openForward({ host: '127.0.0.1', port: 0, open: far })
  open.push(forward as never)
  return forward
}

describe('a forward', () => {
  it('hands on both ways, also much and slowly taken', async () => {
    const size = 5_000_000
    const forward = await forwardTo(
      await farSide((socket) => socket.once('data', () => socket.end(Buffer.alloc(size, 7)))),
    )
    const socket = connect(forward.port, '127.0.0.1')
    socket.write('go')
    let received = 0
    for await (const chunk of socket) {
      received += chunk.length
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    expect(received).toBe(size)
  })

  it('lets the answer come after whoever asked has ended its side', async () => {
    const forward = await forwardTo(
      await farSide((socket) => socket.once('data', () => setTimeout(() => socket.end('imok'), 100))),
    )
    const socket = connect({ port: forward.port, host: '127.0.0.1', allowHalfOpen: true })
    socket.end('ruok')
    expect(await text(socket)).toBe('imok')
  })

  it('refuses while there is no pod, and does not hang', async () => {
    const forward = await forwardTo(async () => {
      throw new Error('no pod runs')
    })
    const socket = connect(forward.port, '127.0.0.1')
    const [error] = await once(socket, 'error')
    expect(error.code).toBe('ECONNRESET')
  })

  it('tells of what came through and of what did not, and of nothing where nothing was said', async () => {
    const told: string[] = []
    let answers = true
    const far = await farSide((socket) => socket.once('data', () => socket.end('imok')))
    const forward = await openForward({
      host: '127.0.0.1',
      port: 0,
      open: async () => (answers ? far() : Promise.reject(new Error('no pod runs'))),
      onFailure: (why) => told.push(why),
      onThrough: () => told.push('through'),
    })
    open.push(forward as never)
    const silent = connect(forward.port, '127.0.0.1')
    await once(silent, 'connect')
    silent.destroy()
    const socket = connect(forward.port, '127.0.0.1')
    socket.write('ruok')
    expect(await text(socket)).toBe('imok')
    expect(told).toEqual(['through'])
    answers = false
    await once(connect(forward.port, '127.0.0.1'), 'error')
    expect(told).toEqual(['through', 'no pod runs'])
  })

  it('survives clients that reset, and goes on for the others', async () => {
    const forward = await forwardTo(await farSide((socket) => socket.pipe(socket)))
    const other = connect(forward.port, '127.0.0.1')
    for (let index = 0; index < 20; index++) {
      const socket = connect(forward.port, '127.0.0.1')
      await once(socket, 'connect')
      socket.write('x'.repeat(100_000))
      socket.resetAndDestroy()
    }
    other.write('still there')
    const [answer] = await once(other, 'data')
    expect(String(answer)).toBe('still there')
    other.destroy()
  })

  it('ends the connection whose pod goes away, and no other', async () => {
    const sockets: Socket[] = []
    const forward = await forwardTo(await farSide((socket) => sockets.push(socket.pipe(socket))))
    const [first, second] = [connect(forward.port, '127.0.0.1'), connect(forward.port, '127.0.0.1')]
    first.on('error', () => {})
    for (const socket of [first, second]) {
      socket.write('a')
      await once(socket, 'data')
    }
    sockets[0]?.destroy()
    await once(first, 'close')
    second.write('b')
    expect(String((await once(second, 'data'))[0])).toBe('b')
    second.destroy()
  })

  it('gives its port up when it is closed, whoever is connected', async () => {
    const forward = await openForward({ host: '127.0.0.1', port: 0, open: await farSide(() => {}) })
    const socket = connect(forward.port, '127.0.0.1')
    await once(socket, 'connect')
    await forward.close()
    await once(socket, 'close')
    const again = await openForward({ host: '127.0.0.1', port: forward.port, open: await farSide(() => {}) })
    await again.close()
  })
})
