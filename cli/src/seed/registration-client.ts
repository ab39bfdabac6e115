import type { Dispatcher } from 'undici'
import type { NewUser } from './user-source.ts'

/** `answered: false`: the request may or may not have been carried out. */
export type Answer =
  | {
      readonly answered: true
      readonly status: number
      /** The new user's, when it was accepted. */
      readonly id: number | null
      readonly text: string
      readonly retryAfterMs: number
    }
  | { readonly answered: false; readonly reason: string }

export interface RegistrationClient extends AsyncDisposable {
  send(user: NewUser): Promise<Answer>
  /** Ends requests under way now: each is answered with `answered: false`. */
  cancel(): void
}

export interface RegistrationClientOptions {
  /** "http://127.0.0.1:8081" */
  readonly origin: string
  readonly path: string
  /** Requests at a time; each keeps its connection. */
  readonly concurrency: number
  readonly timeoutMs: number
}

export async function openRegistrationClient(options: RegistrationClientOptions): Promise<RegistrationClient> {
  const { Pool } = await import('undici')
  const pool = new Pool(options.origin, {
    connections: options.concurrency,
    pipelining: 1,
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    connect: { timeout: 3000 },
  })
  const headers = ['content-type', 'application/json']
  return {
    send: ({ userName, email }) =>
      new Promise((resolve) => {
        const body = JSON.stringify({ user_name: userName, email })
        // dispatch and not request(): no stream, promise and parser object for each of ten million answers.
        pool.dispatch({ path: options.path, method: 'POST', headers, body }, collectAnswer(resolve))
      }),
    cancel: () => void pool.destroy().catch(() => {}),
    [Symbol.asyncDispose]: () => (pool.destroyed ? Promise.resolve() : pool.close()),
  }
}

function collectAnswer(resolve: (answer: Answer) => void): Dispatcher.DispatchHandler {
  let status = 0
  let retryAfterMs = 0
  let text = ''
  return {
    onRequestStart() {},
    onResponseStart(_controller, statusCode, headers) {
      status = statusCode
      retryAfterMs = 1000 * (Number(headers['retry-after']) || 0)
    },
    onResponseData(_controller, chunk) {
      text += chunk.toString('utf8')
    },
    onResponseEnd() {
      resolve({ answered: true, status, id: status === 200 ? idOf(text) : null, text, retryAfterMs })
    },
    onResponseError(_controller, error) {
      resolve({ answered: false, reason: error.message || error.name })
    },
  }
}

function idOf(text: string): number | null {
  try {
    const { id } = JSON.parse(text) as { id?: unknown }
    return typeof id === 'number' && Number.isSafeInteger(id) ? id : null
  } catch {
    return null
  }
}
