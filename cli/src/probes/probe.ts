import type { Run } from '../lib/run.ts'
import type { ComponentName } from '../stack/components.ts'
import type { Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'

/** `detail`: what answered when it works ("3 of 3 partitions have a leader"), what stands in the way when it does not. */
export interface ProbeResult {
  readonly works: boolean
  readonly detail: string
  readonly version?: string
}

/** Whether a component does its work, asked by its own protocol. Never throws for a component that does not answer: that is a result. */
export type Probe = (stack: Stack, target: Target, run: Run) => Promise<ProbeResult>

export type Probes = Readonly<Record<ComponentName, Probe>>
