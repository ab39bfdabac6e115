import { MsctlError } from '../../../errors.ts'

/** The `Status` object with which an API server answers what it does not do. */
export interface Refusal {
  readonly code: number
  /** "Forbidden", "Invalid", "Conflict": for programs. */
  readonly reason: string
  readonly message: string
}

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

export function refused(context: string, what: string, { code, reason, message }: Refusal): MsctlError {
  const details = { context, status: code, reason }
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

export function toRefusal(code: number, text: string): Refusal {
  try {
    const { reason = '', message = '' } = JSON.parse(text) as { reason?: string; message?: string }
    return { code, reason, message }
  } catch {
    return { code, reason: '', message: text.trim().slice(0, 300) }
  }
}

function innermost(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0])
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error) return innermost(error.cause)
  return error.message.trim().split('\n', 1)[0] || error.name
}
