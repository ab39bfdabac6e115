import { reasonOf } from './reason-of.ts'

export interface HttpAnswer {
  readonly status: number
  /** Parsed; undefined when it is not JSON. */
  readonly body: unknown
  readonly text: string
}

export interface HttpQuestion {
  readonly signal: AbortSignal
  readonly timeoutMs?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly method?: 'GET' | 'POST'
  readonly body?: string
}

/** Any status is an answer; rejects, with one line that says why, when there is none within the time. */
export async function askHttp(url: string, question: HttpQuestion): Promise<HttpAnswer> {
  const { signal, timeoutMs = 2000, ...init } = question
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    const text = await response.text()
    return { status: response.status, body: parse(text), text }
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError'
    // Without its cause: the one line is all that anybody needs.
    throw new Error(isLate ? `no answer within ${timeoutMs / 1000} s` : reasonOf(error))
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
