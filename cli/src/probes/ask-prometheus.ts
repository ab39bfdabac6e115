import { MsctlError } from '../errors.ts'
import { askHttp, type HttpAnswer } from './ask-http.ts'
import { reasonOf } from './reason-of.ts'

interface Envelope {
  readonly status: 'success' | 'error'
  readonly data?: unknown
  readonly errorType?: string
  readonly error?: string
}

/** `data` of an answer of its HTTP API. MSCTL_COULD_NOT_ASK when there is none; MSCTL_USAGE for a query that cannot be read or carried out. */
export async function askPrometheus(base: string, path: string, signal: AbortSignal): Promise<unknown> {
  const { status, body } = await answerOf(base, path, signal)
  const envelope = body as Envelope | undefined
  if (status === 200 && envelope?.status === 'success') return envelope.data
  if (envelope?.errorType === 'bad_data' || envelope?.errorType === 'execution') {
    throw new MsctlError('MSCTL_USAGE', `Prometheus refuses the query: ${envelope.error}`, {
      details: { reason: envelope.error, errorType: envelope.errorType },
    })
  }
  throw couldNotAsk(base, envelope?.error ?? `status ${status}`)
}

async function answerOf(base: string, path: string, signal: AbortSignal): Promise<HttpAnswer> {
  try {
    return await askHttp(base + path, { signal, timeoutMs: 5000 })
  } catch (cause) {
    throw couldNotAsk(base, reasonOf(cause), cause)
  }
}

function couldNotAsk(base: string, reason: string, cause?: unknown): MsctlError {
  return new MsctlError('MSCTL_COULD_NOT_ASK', `Prometheus at ${base} does not answer: ${reason}`, {
    cause,
    suggestions: ['msctl status', 'msctl logs prometheus --tail 20'],
  })
}
