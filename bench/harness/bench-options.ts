/** In this order, where all are measured. Minikube is a cluster as every other. */
export const benchTargets = ['compose', 'local', 'kubernetes'] as const
export type BenchTarget = (typeof benchTargets)[number]

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
