import { MsctlError } from '../../../errors.ts'

/** The `Status` object with which an API server answers what it does not do. */
export interface Refusal {
  readonly code: number
  /** "Forbidden", "Invalid", "Conflict": for programs. */
  readonly reason: string
  readonly message: string
  /** When the server wants to be asked again. */
  readonly retryAfterSeconds?: number
}

const passing: readonly number[] = [429, 500, 502, 503, 504]

/** Nobody answers; `details.server` tells it from the rest. */
export function unreachable(context: string, server: string, cause: unknown): MsctlError {
  return new MsctlError(
    'MSCTL_COULD_NOT_ASK',
    `the API server of context "${context}" at ${server} does not answer: ${innermost(cause)}`,
    {
      cause,
      suggestions: [
        `kubectl --context ${context} version tells whether it can be reached from here (VPN, proxy, a stopped cluster)`,
        'kubectl config get-contexts shows the others: --context names one',
      ],
      details: { context, server },
    },
  )
}

/** What cannot be had before anything is asked: a login program that fails, a certificate file that is gone. */
export function noCredentials(context: string, cause: unknown): MsctlError {
  return new MsctlError(
    'MSCTL_COULD_NOT_ASK',
    `there are no credentials for context "${context}": ${innermost(cause)}`,
    {
      cause,
      suggestions: [`kubectl --context ${context} auth whoami shows the same; log in again as your cluster wants it`],
      details: { context },
    },
  )
}

export function refused(context: string, what: string, refusal: Refusal): MsctlError {
  const { code, reason, message, retryAfterSeconds } = refusal
  const details = { context, status: code, reason, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) }
  switch (code) {
    case 401:
      return new MsctlError(
        'MSCTL_COULD_NOT_ASK',
        `the API server does not accept the credentials of context "${context}": expired, or of another cluster`,
        {
          suggestions: [
            `kubectl --context ${context} auth whoami shows the same; log in again as your cluster wants it`,
            'kubectl config view --minify shows which user the context has',
          ],
          details,
        },
      )
    case 403:
      return new MsctlError('MSCTL_MACHINE_LACKS', `context "${context}" may not ${what}: ${message}`, {
        suggestions: [
          `kubectl --context ${context} auth can-i --list -n NAMESPACE shows what it may`,
          'whoever manages the cluster can give the rights; docs/targets.md lists those that are needed',
        ],
        details,
      })
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
      return new MsctlError(
        'MSCTL_COULD_NOT_ASK',
        `the API server of context "${context}" cannot ${what} now: ${message || code}`,
        { suggestions: [`kubectl --context ${context} get --raw /readyz?verbose tells what is wrong`], details },
      )
    default:
      return new MsctlError(
        'MSCTL_MACHINE_LACKS',
        `the API server of context "${context}" refuses to ${what}: ${message}`,
        {
          suggestions: ['the same command with --show-commands prints what was tried'],
          details,
        },
      )
  }
}

/** The status code of an answer that became an error; undefined of any other error. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof MsctlError && typeof error.details.status === 'number' ? error.details.status : undefined
}

/** Whether the same question may be answered soon: nobody answered, or "not now". */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof MsctlError) || error.code !== 'MSCTL_COULD_NOT_ASK') return false
  const status = statusOf(error)
  return status === undefined ? 'server' in error.details : passing.includes(status)
}

/** How long the server wants to be left alone; undefined where it does not say. */
export function retryAfterMsOf(error: unknown): number | undefined {
  const seconds = error instanceof MsctlError ? error.details.retryAfterSeconds : undefined
  return typeof seconds === 'number' ? seconds * 1000 : undefined
}

/** `retryAfter`: the header, of which only seconds are read. */
export function toRefusal(code: number, text: string, retryAfter?: string): Refusal {
  const seconds = Number.parseInt(retryAfter ?? '', 10)
  const when = seconds >= 0 ? { retryAfterSeconds: seconds } : {}
  try {
    const { reason = '', message = '' } = JSON.parse(text) as { reason?: string; message?: string }
    return { code, reason, message, ...when }
  } catch {
    return { code, reason: '', message: text.trim().slice(0, 300), ...when }
  }
}

function innermost(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0])
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error) return innermost(error.cause)
  return error.message.trim().split('\n', 1)[0] || error.name
}
