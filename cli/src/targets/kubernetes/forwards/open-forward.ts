import { createServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

export interface ForwardOptions {
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
  /** A new connection to the other side; rejects while there is none. */
  readonly open: () => Promise<Duplex>
  /** Hears why a connection could not be handed on. */
  readonly onFailure?: (why: string) => void
  /** Called for each connection at the first that comes from its other side. */
  readonly onThrough?: () => void
}

export interface Forward {
  readonly port: number
  /** Ends every connection and gives the port up. */
  close(): Promise<void>
}

/** How long an answer may still take to come after whoever asked has ended its side. */
const answerIdleMs = 1000

/**
 * Hands every connection to this port on to one that `open` makes. Where that fails the connection is reset: nobody hangs. A client that
 * resets, or a far side that goes away, ends its own connection and no other. Rejects when the port cannot be had.
 */
export async function openForward({ host, port, ...options }: ForwardOptions): Promise<Forward> {
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
    void handOn(socket, options)
  })
  await listening(server, host, port)
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

async function handOn(
  socket: Socket,
  { open, onFailure = () => {}, onThrough = () => {} }: Omit<ForwardOptions, 'host' | 'port'>,
): Promise<void> {
  let far: Duplex
  try {
    far = await open()
  } catch (error) {
    onFailure((error as Error).message)
    socket.resetAndDestroy()
    return
  }
  if (socket.destroyed) {
    far.destroy()
    return
  }
  far.on('error', (error) => {
    onFailure(error.message)
    socket.resetAndDestroy()
  })
  far.once('close', () => socket.destroySoon())
  socket.once('close', () => far.destroy())
  far.pipe(socket)
  far.once('data', onThrough)
  socket.pipe(far, { end: false })
  socket.once('end', () => endWhenAnswered(far))
}

/** The far side cannot be told that no more comes without cutting off its answer. */
function endWhenAnswered(far: Duplex): void {
  const timer = setTimeout(() => far.destroy(), answerIdleMs)
  far.on('data', () => timer.refresh())
  far.once('close', () => clearTimeout(timer))
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject)
      server.on('error', () => {})
      resolve()
    })
  })
}
