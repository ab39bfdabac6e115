import { existsSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { makeOwnFolder } from '../../../lib/own-folder.ts'
import { onLine } from './on-line.ts'
import type { Answer, Request } from './protocol.ts'

const socketCheckMs = 5000

/** Answers each line of JSON by one, in the order in which answers become known. Throws when another supervisor already listens there. */
export async function serveSocket(
  path: string,
  answer: (request: Request) => Promise<Answer>,
  onAnswered: (request: Request) => void,
): Promise<Server> {
  const server = createServer((socket) => {
    // Whoever asked may be gone before the answer.
    socket.on('error', () => {})
    onLine(socket, async (line) => {
      const request = parse(line)
      if (request === undefined) return reply(socket, { error: 'not a request' })
      await reply(socket, await answer(request))
      onAnswered(request)
    })
  })
  if (!(await listens(server, path))) {
    if (await isAnswered(path)) throw new Error(`another supervisor answers at ${path}`)
    // Its owner was killed: a socket that nobody answers is only a name.
    rmSync(path, { force: true })
    if (!(await listens(server, path))) throw new Error(`cannot listen at ${path}`)
  }
  return server
}

/** Whoever cleans up temporary files must not make a stack look as if nobody watched over it: a socket that is gone comes back within seconds. */
export function keepListening(server: Server, path: string): void {
  // What went wrong is tried again.
  server.on('error', () => {})
  setInterval(() => {
    if (existsSync(path)) return
    try {
      makeOwnFolder(dirname(path))
      server.close()
      server.listen(path)
    } catch {
      // No place for it, or none that is ours.
    }
  }, socketCheckMs)
}

function parse(line: string): Request | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function reply(socket: Socket, answer: Answer): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', resolve)
    socket.write(`${JSON.stringify(answer)}\n`, () => resolve())
  })
}

function listens(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') resolve(false)
      else reject(error)
    }
    server.once('error', onError)
    server.listen(path, () => {
      server.off('error', onError)
      resolve(true)
    })
  })
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
