import type { KubeConfig } from '@kubernetes/client-node/dist/config.js'
import type { Dispatcher } from 'undici'
import { noCredentials, refused, toRefusal, unreachable } from './api-errors.ts'
import { loadConfig } from './load-config.ts'

export interface Question {
  readonly method?: 'GET' | 'PATCH' | 'POST' | 'DELETE'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Of the body; JSON unless told otherwise. */
  readonly contentType?: string
  readonly signal: AbortSignal
  /** Until it counts as unreachable: usually 10 s. Who sets less is in a hurry, and is never kept waiting by withPatience(). */
  readonly withinMs?: number
  /** For people, after "may not": "create deployments". */
  readonly what?: string
}

/** One API server, as one user. Everything goes over as the JSON that it is: fields that this program does not know are kept. */
export interface Cluster {
  readonly context: string
  readonly server: string
  readonly config: KubeConfig
  /**
   * The answer; undefined for what is not there (404). Rejects with MSCTL_COULD_NOT_ASK when nobody answers or the credentials are not
   * accepted, with MSCTL_MACHINE_LACKS for what is refused (`details.status` has the code), with the signal's reason when aborted.
   */
  ask(question: Question): Promise<unknown>
  /** The answer piece by piece for as long as there is more, with no limit of time; undefined and rejections as above. */
  stream(question: Omit<Question, 'withinMs'>): Promise<AsyncIterable<Buffer> | undefined>
  close(): Promise<void>
}

export const answerWithinMs = 10_000

/** Opens the cluster of that context, or of the current one; asks nothing yet. Throws as loadConfig does. */
export async function openCluster(context: string | undefined, env?: NodeJS.ProcessEnv): Promise<Cluster> {
  const [config, { request }] = await Promise.all([loadConfig(context, env), import('undici')])
  const name = config.getCurrentContext()
  const server = config.getCurrentCluster()?.server ?? ''
  /** One for all requests: each has the connections of its own. */
  let dispatcher: Dispatcher | undefined

  async function send({ method = 'GET', path, query = {}, body, contentType, signal }: Question) {
    signal.throwIfAborted()
    const headers: Record<string, string> = {
      accept: 'application/json',
      'user-agent': 'msctl',
      ...(body !== undefined && { 'content-type': contentType ?? 'application/json' }),
    }
    try {
      await config.applySecurityAuthentication({
        setHeaderParam: (key: string, value: string) => {
          headers[key.toLowerCase()] = value
        },
        setDispatcher: (one: Dispatcher) => {
          dispatcher ??= one
        },
      } as never)
    } catch (cause) {
      throw noCredentials(name, cause)
    }
    const search = new URLSearchParams(query).toString()
    const response = await request(`${server}${path}${search && `?${search}`}`, {
      method,
      headers,
      signal,
      bodyTimeout: 0,
      headersTimeout: 0,
      ...(dispatcher && { dispatcher }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    // Certificates that a login program gave may have been renewed.
    if (response.statusCode === 401) dispatcher = undefined
    return response
  }

  /** A kept connection may have been closed by the other side just now: that says nothing about the server. */
  async function sendSafely(question: Question) {
    try {
      return await send(question)
    } catch (error) {
      if (question.signal.aborted || (question.method ?? 'GET') !== 'GET' || !isStale(error)) throw error
      return send(question)
    }
  }

  return {
    context: name,
    server,
    config,
    async ask(question) {
      const { signal, withinMs = answerWithinMs, what = `${question.method ?? 'GET'} ${question.path}` } = question
      const late = AbortSignal.timeout(withinMs)
      const { statusCode, text, headers } = await sendSafely({ ...question, signal: AbortSignal.any([signal, late]) })
        .then(async ({ statusCode, headers, body }) => ({ statusCode, headers, text: await body.text() }))
        .catch((cause) => {
          signal.throwIfAborted()
          throw isOwn(cause) ? cause : unreachable(name, server, late.aborted ? lateAfter(withinMs) : cause)
        })
      if (statusCode < 300) return parse(text)
      if (statusCode === 404) return undefined
      throw refused(name, what, toRefusal(statusCode, text, headers['retry-after']?.toString()))
    },
    async stream(question) {
      const { signal, what = `read ${question.path}` } = question
      const response = await sendSafely(question).catch((cause) => {
        signal.throwIfAborted()
        throw isOwn(cause) ? cause : unreachable(name, server, cause)
      })
      // Whoever goes on to read hears of errors; until then nobody would.
      response.body.on('error', () => {})
      if (response.statusCode < 300) return response.body
      const text = await response.body.text()
      if (response.statusCode === 404) return undefined
      throw refused(name, what, toRefusal(response.statusCode, text))
    },
    close: async () => {
      await dispatcher?.destroy()
    },
  }
}

function isStale(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE'
}

function isOwn(error: unknown): boolean {
  return error instanceof Error && error.name === 'MsctlError'
}

function lateAfter(ms: number): Error {
  return new Error(`no answer within ${ms / 1000} s`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Some paths answer with plain text.
    return text
  }
}
