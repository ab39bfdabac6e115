// The process that keeps the processes of one stack running: started by `up`, ended by `down`.
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createSupervisor, type Supervisor } from './create-supervisor.ts'
import type { Answer, Replies, Request } from './protocol.ts'
import { keepListening, serveSocket } from './serve-socket.ts'

const { state, socket } = parseArgs({ options: { state: { type: 'string' }, socket: { type: 'string' } } }).values
if (state === undefined || socket === undefined) throw new Error('--state and --socket are needed')

/** Made only once the socket is ours: a second supervisor must not touch the record of the first. */
let supervisor: Supervisor | undefined

const server = await serveSocket(socket, answer, ({ op }) => {
  if (op === 'shutdown') end()
})
supervisor = createSupervisor(state)
keepListening(server, socket)

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    void supervisor?.shutdown().then(end)
  })
}
process.on('SIGHUP', () => {})
// On a full disk its log cannot be written: it must go on without.
process.stderr.on('error', () => {})

async function answer(request: Request): Promise<Answer> {
  try {
    if (supervisor === undefined) throw new Error('it is not ready yet')
    return { reply: await carryOut(supervisor, request) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

async function carryOut(to: Supervisor, request: Request): Promise<Replies[keyof Replies]> {
  switch (request.op) {
    case 'status':
      return to.status()
    case 'start':
      return to.start(request.specs, request.replace)
    case 'stop':
      return to.stop(request.ids)
    case 'skip':
      return to.skip(request.skipped)
    case 'shutdown':
      return to.shutdown()
    default:
      throw new Error('there is no such request')
  }
}

function end(): void {
  server.close()
  rmSync(socket as string, { force: true })
  // Questions to gates may still be open; nothing waits for their answers.
  process.exit(0)
}
