import { Errors } from '@oclif/core'
import { asDiskTrouble } from './disk-trouble.ts'
import { type ExitCode, exitCodes, MsctlError } from './errors.ts'
import { suggest } from './lib/suggest.ts'

/** What went wrong, as text and `--json` show it. */
export interface Failure {
  readonly code: string
  readonly message: string
  readonly suggestions: readonly string[]
  readonly exit: ExitCode
  readonly details: Readonly<Record<string, unknown>>
  /** Only for what nobody foresaw. */
  readonly stack?: string
}

export interface FailureContext {
  /** Names of flags without dashes, for "did you mean". */
  readonly knownFlags?: readonly string[]
  /** "msctl seed --help" */
  readonly help?: string
  /** Aborted: whatever was thrown is a consequence of that. */
  readonly signal?: AbortSignal
}

/** Everything that can be thrown, as one shape: an MsctlError, trouble with the disk (exit 4), a parse error of oclif (exit 2), the user's signal, or a bug of ours (exit 1). */
export function toFailure(thrown: unknown, context: FailureContext = {}): Failure {
  const error = asDiskTrouble(context.signal?.aborted ? interruption(thrown, context.signal) : thrown)
  if (error instanceof MsctlError) {
    const { code, message, suggestions, exit, details } = error
    return { code, message: withCause(message, error.cause), suggestions, exit, details }
  }
  if (error instanceof Errors.CLIError) return usageFailure(error.message, context)
  return bug(error)
}

function interruption(thrown: unknown, signal: AbortSignal): unknown {
  const isOwnWord = thrown instanceof MsctlError && thrown.exit >= exitCodes.interrupted
  return isOwnWord || !(signal.reason instanceof MsctlError) ? thrown : signal.reason
}

function withCause(message: string, cause: unknown): string {
  const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : undefined
  return reason && !message.includes(reason) ? `${message}: ${reason}` : message
}

const optionPattern = /^Expected (?:--(?<flag>[^=\s]+)=)?(?<typed>\S*) to be one of: (?<known>.*)$/

function usageFailure(text: string, { knownFlags = [], help }: FailureContext): Failure {
  const message = text
    .replace(/\nSee more help with --help$/, '')
    .replace('The following error occurred:', '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/^parsing (--\S+) \1/i, '$1')
    .replace(/^parsing (--\S+) Expected/i, '$1: expected')
    .replace(/^Nonexistent flag/, 'unknown flag')
    .trim()
  const option = optionPattern.exec(message)?.groups
  const meant = option
    ? suggest(option.typed ?? '', (option.known ?? '').split(', ')).map((value) =>
        option.flag ? `--${option.flag} ${value}` : value,
      )
    : unknownFlags(message).flatMap((flag) => suggest(flag, knownFlags).map((name) => `--${name}`))
  return {
    code: 'MSCTL_USAGE',
    message: lowerFirst(message),
    suggestions: [...meant.map((value) => `did you mean ${value}?`), ...(help ? [help] : [])],
    exit: exitCodes.usage,
    details: {},
  }
}

function unknownFlags(message: string): readonly string[] {
  const list = /^unknown flags?: (?<list>.*)$/.exec(message)?.groups?.list ?? ''
  return list.split(', ').map((flag) => flag.replace(/^-+/, ''))
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

function bug(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  const stack = error instanceof Error ? fullStack(error) : undefined
  return {
    code: 'MSCTL_BUG',
    message: message || 'something failed without a message',
    suggestions: ['this is a bug of msctl: please report it with the lines above'],
    exit: exitCodes.bug,
    details: {},
    ...(stack === undefined ? {} : { stack }),
  }
}

function fullStack(error: Error): string {
  const own = error.stack ?? String(error)
  return error.cause instanceof Error ? `${own}\ncaused by ${fullStack(error.cause)}` : own
}
