import type { SupervisedPart } from '../process-spec.ts'

/**
 * waiting: a gate does not hold yet · starting: runs, `started` does not hold yet · running: started and alive ·
 * resting: died, will be started again · stopping, stopped: by us · failed: died, will not be started again.
 */
export type Phase = 'waiting' | 'starting' | 'running' | 'resting' | 'stopping' | 'stopped' | 'failed'

/** How a process ended, when that was not asked for. */
export interface End {
  /** ISO 8601. */
  readonly at: string
  readonly exitCode?: number
  readonly signal?: string
  readonly outOfMemory: boolean
  readonly livedMs: number
  readonly lastLines: readonly string[]
}

export interface Live {
  /** Also the number of its process group. */
  readonly pid: number
  readonly startTime: string
  /** ISO 8601. */
  readonly startedAt: string
}

/** What the supervisor says of one process. Holds nothing of its environment. */
export interface ProcessReport {
  readonly id: string
  readonly component: SupervisedPart
  readonly replica: number
  readonly version: string
  readonly ports: Readonly<Record<string, number>>
  readonly phase: Phase
  /** The process that runs now. */
  readonly live?: Live
  /** How often it was started again after a death. */
  readonly restarts: number
  /** waiting: the port whose gate does not hold, and what it answered. */
  readonly waitsFor?: { readonly port: number; readonly answer: string }
  /** The last question that was asked and its answer. */
  readonly lastProbe?: string
  readonly lastEnd?: End
  /** Why it could not even be started. */
  readonly problem?: string
  readonly memoryBytes?: number
}
