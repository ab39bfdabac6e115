import { connect, type Socket } from 'node:net'
import { HTTPParser } from 'http-parser-js'

export interface PostAnswer {
  readonly status: number
  readonly text: string
  /** What Retry-After says; 0 without it. */
  readonly retryAfterMs: number
}

/** One connection for one request at a time. Made with the first request, kept, and made anew after it broke. */
export interface PostConnection {
  /** Rejects when there is no whole answer: the request may or may not have been carried out. */
  post(body: string): Promise<PostAnswer>
  /** A request under way is rejected. */
  close(): void
}

export interface PostOptions {
  /** "http://127.0.0.1:8081" */
  readonly origin: string
  readonly path: string
  /** So long nothing may be heard of an answer; an unused connection is closed after it, too. */
  readonly timeoutMs: number
}

const connectMs = 3000

/**
 * HTTP/1.1 over a socket of our own: it costs less than undici, which is meant for all of HTTP (decision 24).
 * JSON goes out, the parser of autocannon reads what comes in.
 */
export function openPostConnection({ origin, path, timeoutMs }: PostOptions): PostConnection {
  const { host, hostname, port } = new URL(origin)
  const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\ncontent-type: application/json\r\n`
  let socket: Socket | undefined
  let waiting: { resolve(answer: PostAnswer): void; reject(error: Error): void } | undefined

  const takeWaiting = (): typeof waiting => {
    const taken = waiting
    waiting = undefined
    return taken
  }

  function connectAnew(): Socket {
    const made = connect({ host: hostname, port: Number(port || 80), noDelay: true })
    let trouble = new Error('the connection was closed before the answer')
    const parser = createAnswerParser((answer, isKept) => {
      const answered = takeWaiting()
      // what comes after an answer that nobody waits for would be taken for another one's
      if (!isKept || answered === undefined) made.destroy()
      answered?.resolve(answer)
    })
    made
      .setTimeout(connectMs, () =>
        made.destroy(new Error(made.connecting ? 'no connection in time' : 'no answer in time')),
      )
      .once('connect', () => made.setTimeout(timeoutMs))
      .on('data', (bytes) => {
        if (waiting === undefined) made.destroy()
        else if (parser.execute(bytes) instanceof Error) made.destroy(new Error('the answer is not HTTP'))
      })
      .on('end', () => parser.finish())
      .on('error', (error) => {
        trouble = error
      })
      .once('close', () => {
        // else the one who waits has a newer socket
        if (socket === made) takeWaiting()?.reject(trouble)
      })
    return made
  }

  return {
    post: (body) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        if (socket?.writable !== true) socket = connectAnew()
        socket.write(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
      }),
    close: () => socket?.destroy(),
  }
}

/** `isKept`: another request may follow on the same connection. */
function createAnswerParser(onAnswer: (answer: PostAnswer, isKept: boolean) => void) {
  const parser = new HTTPParser(HTTPParser.RESPONSE)
  let [status, retryAfterMs, isKept] = [0, 0, false]
  let body: Buffer = nothing
  parser[HTTPParser.kOnHeadersComplete] = ({ statusCode, headers, shouldKeepAlive }) => {
    status = statusCode
    retryAfterMs = 1000 * retryAfterOf(headers)
    isKept = shouldKeepAlive
    body = nothing
  }
  parser[HTTPParser.kOnBody] = (bytes, offset, length) => {
    const part = bytes.subarray(offset, offset + length)
    body = body.length === 0 ? part : Buffer.concat([body, part])
  }
  parser[HTTPParser.kOnMessageComplete] = () => {
    // those below 200 only announce the answer
    if (status >= 200) onAnswer({ status, text: body.toString(), retryAfterMs }, isKept)
  }
  return parser
}

const nothing = Buffer.alloc(0)

/** Seconds; 0 for a date. */
function retryAfterOf(headers: readonly string[]): number {
  for (let index = 0; index < headers.length; index += 2) {
    if (headers[index]?.toLowerCase() === 'retry-after') return Number(headers[index + 1]) || 0
  }
  return 0
}
