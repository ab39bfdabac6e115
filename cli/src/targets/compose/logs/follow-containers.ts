import { createLineQueue } from '../../logs/line-queue.ts'
import { createLogPosition, type LogPosition } from '../../logs/log-position.ts'
import type { StampedLine } from '../../logs/stamped-line.ts'
import type { EngineEndpoint } from '../engine/engine-endpoint.ts'
import { type ContainerFollower, followContainer } from './follow-container.ts'
import type { LogSource } from './read-container.ts'
import { watchContainers } from './watch-containers.ts'

export interface FollowOptions {
  readonly name: string
  readonly isWanted: (source: LogSource) => boolean
  readonly since: Date | undefined
  /** How far containers were read already, by id; all others are read from their beginning. */
  readonly positions: ReadonlyMap<string, LogPosition>
}

/** Every line that the stack's containers write from these positions on, also those of containers that come, until aborted. */
export async function* followContainers(
  endpoint: EngineEndpoint,
  { name, isWanted, since, positions }: FollowOptions,
  signal: AbortSignal,
): AsyncGenerator<StampedLine> {
  const queue = createLineQueue(signal)
  const followers = new Map<string, ContainerFollower>()
  const onStart = (source: LogSource): void => {
    if (!isWanted(source)) return
    const position = positions.get(source.id) ?? createLogPosition()
    const follower = followers.get(source.id) ?? followContainer(endpoint, source, position, since, queue, signal)
    followers.set(source.id, follower)
    follower.readOn()
  }
  watchContainers(endpoint, name, onStart, signal).catch(queue.fail)
  yield* queue.lines()
}
