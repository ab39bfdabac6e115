import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { MsctlError } from '../../../errors.ts'
import type { Cluster } from '../api/open-cluster.ts'
import { listWorkloads } from '../status/list-objects.ts'

export interface Patience {
  readonly everyMs: number
  /** Looks in a row without a part of the stack: before the first one was seen, and afterwards. */
  readonly beforeFirst: number
  readonly afterLast: number
  /** Looks in a row that nobody answered. A machine that sleeps does not look. */
  readonly unanswered: number
}

const usual: Patience = { everyMs: 5000, beforeFirst: 36, afterLast: 6, unanswered: 180 }

/**
 * Resolves, with the reason, once there is nothing left to forward to: no part of the stack, no answer and no such context in the
 * kubeconfig any more, no answer for a quarter of an hour, no state folder.
 */
export async function untilGone(
  cluster: Cluster,
  namespace: string,
  stateFolder: string,
  patience: Patience = usual,
): Promise<string> {
  let wasSeen = false
  let empty = 0
  let unknown = 0
  let unanswered = 0
  for (;;) {
    await sleep(patience.everyMs)
    if (!existsSync(stateFolder)) return `${stateFolder} is gone`
    try {
      const workloads = await listWorkloads(cluster, namespace, AbortSignal.timeout(10_000))
      unanswered = 0
      unknown = 0
      wasSeen ||= workloads.length > 0
      empty = workloads.length > 0 ? 0 : empty + 1
    } catch (error) {
      unanswered++
      unknown = isUnknown(error) ? unknown + 1 : 0
    }
    if (unknown >= patience.afterLast) return `the kubeconfig does not have context ${cluster.context} any more`
    if (empty >= (wasSeen ? patience.afterLast : patience.beforeFirst)) return `nothing of the stack is in ${namespace}`
    if (unanswered >= patience.unanswered) return 'the cluster does not answer any more'
  }
}

/** A kubeconfig that is just being written counts, too: that passes. */
function isUnknown(error: unknown): boolean {
  return error instanceof MsctlError && error.code === 'MSCTL_CONFIGURATION'
}
