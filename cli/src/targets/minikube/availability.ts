import { execa } from 'execa'
import type { Run } from '../../lib/run.ts'
import { installHints } from './install-hints.ts'
import { findMinikube } from './minikube-cli.ts'

export interface Availability {
  readonly isUsable: boolean
  /** "minikube v1.38.0", or why it cannot be used. */
  readonly reason: string
  readonly fixes: readonly string[]
  readonly version?: string
}

/** Whether the program is there and runs; its driver is asked only by what starts a profile. */
export async function availability({ signal }: Pick<Run, 'signal'>): Promise<Availability> {
  const program = await findMinikube()
  if (program === undefined) return { isUsable: false, reason: 'minikube is not on PATH', fixes: installHints() }
  const { stdout, shortMessage } = await execa(program, ['version', '--output=json'], {
    reject: false,
    cancelSignal: signal,
    timeout: 10_000,
    stdin: 'ignore',
  })
  signal.throwIfAborted()
  const version = versionIn(stdout)
  if (version !== undefined) return { isUsable: true, reason: `minikube ${version}`, fixes: [], version }
  return { isUsable: false, reason: `${program} does not tell its version: ${shortMessage}`, fixes: installHints() }
}

export function versionIn(stdout: string): string | undefined {
  try {
    const { minikubeVersion } = JSON.parse(stdout) as { readonly minikubeVersion?: unknown }
    return typeof minikubeVersion === 'string' ? minikubeVersion : undefined
  } catch {
    return undefined
  }
}
