import type { ComponentName } from '../../stack/components.ts'

/** A cheap question that the supervisor asks until it is answered; deeper readiness is the probes' part. */
export type Gate =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** Says its greeting: it lets in earlier, before it can be told to stop. */
  | { readonly kind: 'mysql'; readonly host: string; readonly port: number }
  /** Answers with a status below 400. */
  | { readonly kind: 'http'; readonly url: string }
  /** Answers `ruok`; with `withoutNode`, no session holds that ephemeral node (a killed broker's lasts 6 s and would stop its successor). */
  | { readonly kind: 'zookeeper'; readonly host: string; readonly port: number; readonly withoutNode?: string }

/** What a supervised process belongs to: a component that runs here, or the paths to those that run on a cluster. */
export type SupervisedPart = ComponentName | 'forwards'

/** One process of a stack on `local`: all that the supervisor must know to start it, and to start it again. Goes over its socket only, since `env` may hold passwords. */
export interface ProcessSpec {
  /** "user-service-1"; unique in the stack. */
  readonly id: string
  readonly component: SupervisedPart
  /** From 1. */
  readonly replica: number
  readonly version: string
  readonly argv: readonly [string, ...string[]]
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  /** Run as this user when the supervisor is root. */
  readonly user?: { readonly uid: number; readonly gid: number }
  readonly ports: Readonly<Record<string, number>>
  readonly logFile: string
  /** All must hold before each start. */
  readonly gates: readonly Gate[]
  /** Holds once the process has come up; a death before that, at the first start, is final. */
  readonly started: Gate
  readonly stopSignal: 'SIGTERM' | 'SIGINT'
  /** Until SIGKILL. */
  readonly stopGraceMs: number
  /** The same for one that has not come up; as long as otherwise unless given. */
  readonly startingGraceMs?: number
}
