/** What the process exits with; one meaning each (documented in docs/json.md). */
export const exitCodes = {
  done: 0,
  bug: 1,
  usage: 2,
  unknown: 3,
  machineLacks: 4,
  notReady: 5,
  componentFailed: 6,
  checkFailed: 7,
  leftBehind: 8,
  interrupted: 130,
  terminated: 143,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

const exitOf = {
  MSCTL_USAGE: exitCodes.usage,
  MSCTL_UNKNOWN_COMPONENT: exitCodes.usage,
  MSCTL_CONFIGURATION: exitCodes.usage,
  MSCTL_AMBIGUOUS_STACK: exitCodes.usage,
  MSCTL_COULD_NOT_ASK: exitCodes.unknown,
  MSCTL_NO_STACK: exitCodes.machineLacks,
  MSCTL_PORT_TAKEN: exitCodes.machineLacks,
  MSCTL_TOOL_MISSING: exitCodes.machineLacks,
  MSCTL_MACHINE_LACKS: exitCodes.machineLacks,
  MSCTL_DATA_INCOMPATIBLE: exitCodes.machineLacks,
  MSCTL_NOT_READY: exitCodes.notReady,
  MSCTL_COMPONENT_FAILED: exitCodes.componentFailed,
  MSCTL_CHECK_FAILED: exitCodes.checkFailed,
  MSCTL_LEFT_BEHIND: exitCodes.leftBehind,
  MSCTL_INTERRUPTED: exitCodes.interrupted,
  MSCTL_TERMINATED: exitCodes.terminated,
} as const satisfies Record<string, ExitCode>

export type ErrorCode = keyof typeof exitOf

export interface ErrorOptions {
  /** Each one a command to paste or one fact to check. */
  readonly suggestions?: readonly string[]
  readonly details?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/**
 * A problem that the user can understand and act on. Everything else that is thrown is a bug of ours.
 * `message`: what failed, which thing in double quotes, the limit that ran out; no final period.
 */
export class MsctlError extends Error {
  readonly code: ErrorCode
  readonly exit: ExitCode
  readonly suggestions: readonly string[]
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'MsctlError'
    this.code = code
    this.exit = exitOf[code]
    this.suggestions = options.suggestions ?? []
    this.details = options.details ?? {}
  }
}
