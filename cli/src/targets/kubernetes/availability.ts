import { MsctlError } from '../../errors.ts'
import type { Cluster } from './api/open-cluster.ts'

export interface Availability {
  readonly isUsable: boolean
  /** "Kubernetes v1.34.4 answers", or why none does. */
  readonly reason: string
  readonly version?: string
  readonly fixes: readonly string[]
}

const answerWithinMs = 3000

/** Whether the cluster answers, asked quickly. */
export async function availability(open: () => Promise<Cluster>, signal: AbortSignal): Promise<Availability> {
  try {
    const cluster = await open()
    const found = await cluster.ask({ path: '/version', signal, withinMs: answerWithinMs, what: 'read its version' })
    const { gitVersion = 'of an unknown version' } = (found ?? {}) as { readonly gitVersion?: string }
    return { isUsable: true, reason: `Kubernetes ${gitVersion} answers`, version: gitVersion, fixes: [] }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof MsctlError)) throw error
    return { isUsable: false, reason: error.message, fixes: error.suggestions }
  }
}
