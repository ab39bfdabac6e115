import type { ComponentStatus } from '../../../stack/stack.ts'
import type { Cluster } from '../api/open-cluster.ts'
import { readPodLog } from '../logs/read-pod-log.ts'
import { quantityBytes } from '../render/memory-quantity.ts'
import { decidingContainer } from './deciding-container.ts'
import type { Pod } from './objects.ts'
import { replicasOf } from './replicas.ts'
import type { ObservedStack } from './to-statuses.ts'

const memoryHoldsMs = 5000
const linesShown = 20
/** A node that is away does not answer at all, and its failure is to be told all the same. */
const linesWithinMs = 3000

type Memory = ReadonlyMap<string, number>

/** What must be asked for by itself: last lines of what failed, memory of what runs where the cluster measures it. */
export class DetailReader {
  #memory: { readonly readAt: number; readonly byPod: Promise<Memory> } | undefined
  #isMeasured = true

  async complete(
    statuses: readonly ComponentStatus[],
    { pods }: ObservedStack,
    cluster: Cluster,
    namespace: string,
    signal: AbortSignal,
  ): Promise<readonly ComponentStatus[]> {
    const memory = statuses.some(({ state }) => state === 'ready')
      ? await this.#readMemory(cluster, namespace, signal)
      : new Map<string, number>()
    return Promise.all(
      statuses.map(async (status) => {
        const pod = replicasOf(status.name, pods).find(({ replica }) => replica === status.replica)?.pod
        if (pod === undefined) return status
        const memoryBytes = memory.get(pod.metadata.name)
        const measured = memoryBytes === undefined ? status : { ...status, memoryBytes }
        if (status.state !== 'failed' || status.evidence?.exitCode === undefined) return measured
        const lines = await lastLines(cluster, namespace, pod, status, signal)
        return { ...measured, evidence: { ...status.evidence, lastLines: [...lines, ...status.evidence.lastLines] } }
      }),
    )
  }

  #readMemory(cluster: Cluster, namespace: string, signal: AbortSignal): Promise<Memory> {
    if (!this.#isMeasured) return Promise.resolve(new Map())
    if (this.#memory && Date.now() - this.#memory.readAt < memoryHoldsMs) return this.#memory.byPod
    const byPod = this.#ask(cluster, namespace, signal)
    this.#memory = { readAt: Date.now(), byPod }
    return byPod
  }

  /** Many clusters have no metrics server: that is no failure. */
  async #ask(cluster: Cluster, namespace: string, signal: AbortSignal): Promise<Memory> {
    const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`
    const found = await cluster.ask({ path, signal, withinMs: 2000 }).catch(() => undefined)
    signal.throwIfAborted()
    if (found === undefined) this.#isMeasured = false
    const { items = [] } = (found ?? {}) as { readonly items?: readonly PodMetrics[] }
    return new Map(
      items.map(({ metadata, containers }) => [
        metadata.name,
        containers.reduce((sum, { usage }) => sum + (quantityBytes(usage.memory) ?? 0), 0),
      ]),
    )
  }
}

/** None where they cannot be had; rejects only with the signal's reason. */
async function lastLines(
  cluster: Cluster,
  namespace: string,
  pod: Pod,
  { name, replica }: ComponentStatus,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const container = decidingContainer(name, pod)?.name ?? name
  const source = { namespace, pod: pod.metadata.name, container, component: name, replica }
  const within = AbortSignal.any([signal, AbortSignal.timeout(linesWithinMs)])
  try {
    const batches = await Array.fromAsync(readPodLog(cluster, source, { tail: linesShown }, within))
    return batches.flatMap((batch) => batch.map(({ text }) => text).filter(Boolean))
  } catch {
    signal.throwIfAborted()
    return []
  }
}

interface PodMetrics {
  readonly metadata: { readonly name: string }
  readonly containers: readonly { readonly usage: { readonly memory?: string } }[]
}
