import type { LineQueue } from '../../logs/line-queue.ts'
import type { LogPosition } from '../../logs/log-position.ts'
import { markUnread } from '../../logs/mark-read.ts'
import { toSeconds } from '../../logs/to-seconds.ts'
import type { Cluster } from '../api/open-cluster.ts'
import type { PodSource } from './log-sources.ts'
import { readPodLog } from './read-pod-log.ts'

export interface PodFollower {
  /** To be called at each look with what the pod does now: reads on from where it was left, if there may be more. */
  readOn(now: PodSource): void
}

/** Puts every new line of one pod into the queue, across restarts of its container and broken connections, none lost or doubled. */
export function followPod(
  cluster: Cluster,
  source: PodSource,
  position: LogPosition,
  since: Date | undefined,
  queue: LineQueue,
  signal: AbortSignal,
): PodFollower {
  let isReading = false
  let wasRead: string | undefined
  let hasRead = false

  async function readPart(isPrevious: boolean): Promise<void> {
    const options = { since: position.since ?? toSeconds(since), isFollowed: !isPrevious, isPrevious }
    const lines = readPodLog(cluster, source, options, signal)
    for await (const news of markUnread(lines, position, since)) await queue.push(news)
  }

  async function read(life: string): Promise<void> {
    isReading = true
    try {
      // Last words of a container that was started again since are no longer in its present log.
      if (hasRead || position.since !== undefined) await readPart(true)
      hasRead = true
      await readPart(false)
      wasRead = life
    } catch {
      // The next look tries again; whoever looks tells when nobody answers for long.
    } finally {
      isReading = false
    }
  }

  return {
    readOn({ life, isRunning }) {
      if (!isReading && (isRunning || life !== wasRead)) void read(life)
    },
  }
}
