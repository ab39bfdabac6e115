import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'

export interface EngineProxy extends AsyncDisposable {
  /** For DOCKER_HOST. */
  readonly url: string
  /** From now on nobody answers, and whoever is connected is cut off. */
  cut(): Promise<void>
}

/** A Docker engine at a socket of its own that passes everything on to the real one, until it is cut. */
export async function openEngineProxy(path: string, engine = '/var/run/docker.sock'): Promise<EngineProxy> {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    // Either side may be cut off at any moment.
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  }
  // Half-open on both sides: a client that attaches ends its side first.
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = keep(createConnection({ path: engine, allowHalfOpen: true }))
    keep(client).pipe(upstream).pipe(client)
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  server.listen(path)
  await once(server, 'listening')
  const cut = async (): Promise<void> => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return { url: `unix://${path}`, cut, [Symbol.asyncDispose]: cut }
}
