import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { MsctlError } from '../../../errors.ts'
import { sendGet } from './ask-engine.ts'
import { ConnectionLost } from './connection-lost.ts'
import type { EngineEndpoint } from './engine-endpoint.ts'

const answerWithinMs = 10_000

/**
 * A GET of the Engine API whose answer goes on for as long as there is something to tell, in pieces, no faster than they are taken;
 * undefined for what is not there (any more). Rejects, as its pieces do, with ConnectionLost, or with MSCTL_COULD_NOT_ASK where the
 * engine refuses to tell.
 */
export async function streamEngine(
  endpoint: EngineEndpoint,
  path: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<AsyncIterable<Buffer> | undefined> {
  const response = await open(endpoint, `${path}?${new URLSearchParams(query)}`, signal)
  if (response.statusCode === 200) return piecesOf(response)
  const answer = await text(response)
  // 409: it is just being removed.
  if (response.statusCode === 404 || response.statusCode === 409) return undefined
  throw new MsctlError('MSCTL_COULD_NOT_ASK', `the Docker engine refuses ${path}: ${reasonIn(answer)}`)
}

function open(endpoint: EngineEndpoint, path: string, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = sendGet(endpoint, { path, signal, agent: false }, resolve)
    const late = new Error(`no answer within ${answerWithinMs / 1000} s`)
    const timer = setTimeout(() => sent.destroy(late), answerWithinMs)
    sent.once('response', () => clearTimeout(timer))
    sent.on('error', (cause) => {
      clearTimeout(timer)
      reject(new ConnectionLost(cause))
    })
    sent.end()
  })
}

async function* piecesOf(response: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    yield* response
  } catch (cause) {
    throw new ConnectionLost(cause as Error)
  }
}

function reasonIn(answer: string): string {
  try {
    return (JSON.parse(answer) as { readonly message: string }).message
  } catch {
    return answer.trim().slice(0, 200)
  }
}
