import type { ComponentName } from '../stack/components.ts'

/** `detail`: what answered when it works ("3 of 3 partitions have a leader"), what stands in the way when it does not. */
export interface ProbeResult {
  readonly works: boolean
  readonly detail: string
  /** It answers, and does not let in the user that the stack has: it will not for as long as it runs. */
  readonly deniesAccess?: boolean
}

/** Whether a component does its work, asked by its own protocol. Never throws for a component that does not answer: that is a result. */
export type Probe = (signal: AbortSignal) => Promise<ProbeResult>

export type Probes = Readonly<Record<ComponentName, Probe>>
