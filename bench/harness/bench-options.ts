import type { TargetName } from '../../cli/src/stack/target-names.ts'

/** Minikube is a cluster as any other. */
export type BenchTarget = Exclude<TargetName, 'minikube'>

export interface BenchOptions {
  readonly rounds: number
  /** Without one: each that this machine can use. */
  readonly target: BenchTarget | undefined
  /** Of users or events, where a benchmark takes that. */
  readonly count: number | undefined
  /** Aborted by Ctrl-C: what was started is to be removed then, too. */
  readonly signal: AbortSignal
}

export type Bench = (options: BenchOptions) => Promise<void>
