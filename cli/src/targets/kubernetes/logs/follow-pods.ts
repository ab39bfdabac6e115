import { setTimeout as sleep } from 'node:timers/promises'
import type { ComponentName } from '../../../stack/components.ts'
import { createLineQueue } from '../../logs/line-queue.ts'
import { createLogPosition, type LogPosition } from '../../logs/log-position.ts'
import type { StampedLine } from '../../logs/stamped-line.ts'
import type { Cluster } from '../api/open-cluster.ts'
import { listPods } from '../status/list-objects.ts'
import { followPod, type PodFollower } from './follow-pod.ts'
import { logSources, type PodSource } from './log-sources.ts'

export interface FollowOptions {
  readonly namespace: string
  readonly components: readonly ComponentName[]
  readonly since: Date | undefined
  /** How far pods were read already, by uid; all others are read from their beginning. */
  readonly positions: ReadonlyMap<string, LogPosition>
  readonly numbers: Map<string, number>
}

const lookEveryMs = 700
/** A cluster that stays away for longer is given up: MSCTL_COULD_NOT_ASK. */
const patienceMs = 60_000

/** Every line that the stack's pods write from these positions on, also those of pods that come in their place, until aborted. */
export async function* followPods(
  cluster: Cluster,
  options: FollowOptions,
  signal: AbortSignal,
): AsyncGenerator<StampedLine> {
  const queue = createLineQueue(signal)
  const followers = new Map<string, PodFollower>()

  function readOn(source: PodSource): void {
    const known = followers.get(source.uid)
    const position = options.positions.get(source.uid) ?? createLogPosition()
    const follower = known ?? followPod(cluster, source, position, options.since, queue, signal)
    followers.set(source.uid, follower)
    follower.readOn(source)
  }

  async function watch(): Promise<void> {
    let awaySince: number | undefined
    while (!signal.aborted) {
      try {
        const pods = await listPods(cluster, options.namespace, signal)
        for (const source of logSources(options.namespace, pods, options.components, options.numbers)) readOn(source)
        awaySince = undefined
      } catch (error) {
        if (signal.aborted) return
        awaySince ??= Date.now()
        if (Date.now() - awaySince > patienceMs) throw error
      }
      await sleep(lookEveryMs, undefined, { signal }).catch(() => {})
    }
  }

  watch().catch(queue.fail)
  yield* queue.lines()
}
