import { setTimeout as sleep } from 'node:timers/promises'
import type { LineQueue } from '../../logs/line-queue.ts'
import type { LogPosition } from '../../logs/log-position.ts'
import { markUnread } from '../../logs/mark-read.ts'
import { toSeconds } from '../../logs/to-seconds.ts'
import { ConnectionLost } from '../engine/connection-lost.ts'
import type { EngineEndpoint } from '../engine/engine-endpoint.ts'
import { type LogSource, readContainer } from './read-container.ts'

const againMs = 250

export interface ContainerFollower {
  /** To be called whenever the container may have been started: reads on from where it was left. */
  readOn(): void
}

/** Puts every new line of one container into the queue, across its restarts and broken connections, none lost or doubled. */
export function followContainer(
  endpoint: EngineEndpoint,
  source: LogSource,
  position: LogPosition,
  since: Date | undefined,
  queue: LineQueue,
  signal: AbortSignal,
): ContainerFollower {
  let isDue = false
  let isReading = false

  async function readUntilItStops(): Promise<void> {
    const options = { since: position.since ?? toSeconds(since), isFollowed: true }
    const lines = readContainer(endpoint, source, options, signal)
    for await (const news of markUnread(lines, position, since)) await queue.push(news)
  }

  async function read(): Promise<void> {
    isReading = true
    while (isDue && !signal.aborted) {
      isDue = false
      try {
        await readUntilItStops()
      } catch (error) {
        if (signal.aborted) return
        if (!(error instanceof ConnectionLost)) return queue.fail(error)
        isDue = true
        await sleep(againMs, undefined, { signal }).catch(() => {})
      }
    }
    isReading = false
  }

  return {
    readOn() {
      isDue = true
      if (!isReading) void read()
    },
  }
}
