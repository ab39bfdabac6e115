import { connect } from 'node:net'
import { MsctlError } from '../../../errors.ts'
import { onLine } from './on-line.ts'
import type { Answer, Replies, Request } from './protocol.ts'

export interface AskOptions {
  readonly signal: AbortSignal
  /** Until MSCTL_COULD_NOT_ASK. */
  readonly timeoutMs: number
}

/** undefined: nobody listens there, or the supervisor died before it answered. Throws MSCTL_COULD_NOT_ASK when it answers too late or not with a reply; the signal's reason when aborted. */
export async function askSupervisor<Op extends Request['op']>(
  socketPath: string,
  request: Extract<Request, { op: Op }>,
  { signal, timeoutMs }: AskOptions,
): Promise<Replies[Op] | undefined> {
  signal.throwIfAborted()
  const line = await exchange(
    socketPath,
    JSON.stringify(request),
    AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  )
  signal.throwIfAborted()
  if (line === 'nobody') return undefined
  if (line === 'late') throw couldNotAsk(`the supervisor did not answer "${request.op}" within ${timeoutMs / 1000} s`)
  const answer: Answer = JSON.parse(line)
  if ('error' in answer) throw couldNotAsk(`the supervisor refused "${request.op}": ${answer.error}`)
  return answer.reply as Replies[Op]
}

const absenceCodes = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']

type Outcome = 'nobody' | 'late' | (string & {})

function exchange(socketPath: string, question: string, signal: AbortSignal): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath)
    const onAbort = (): void => {
      resolve('late')
      socket.destroy()
    }
    signal.addEventListener('abort', onAbort, { once: true })
    socket.once('connect', () => socket.write(`${question}\n`))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (absenceCodes.includes(error.code ?? '')) resolve('nobody')
      else reject(error)
    })
    socket.once('close', () => {
      signal.removeEventListener('abort', onAbort)
      resolve('nobody')
    })
    onLine(socket, (line) => {
      resolve(line)
      socket.destroy()
    })
  })
}

function couldNotAsk(message: string): MsctlError {
  return new MsctlError('MSCTL_COULD_NOT_ASK', message, {
    suggestions: ['msctl down ends what is left of the stack', 'msctl up starts it again'],
  })
}
