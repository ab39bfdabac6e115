import type { EngineEndpoint } from '../engine/engine-endpoint.ts'
import { type ContainerEvent, followEvents } from '../follow-events.ts'
import { originOf } from '../labels.ts'
import { listContainers } from '../list-containers.ts'
import type { LogSource } from './read-container.ts'

/**
 * Tells of every container of the stack that there is, and of each that is started from now on, until aborted. An engine that goes
 * away is asked again; one that stays away is MSCTL_COULD_NOT_ASK.
 */
export function watchContainers(
  endpoint: EngineEndpoint,
  name: string,
  onStart: (source: LogSource) => void,
  signal: AbortSignal,
  mayBeAwayMs?: number,
): Promise<void> {
  const tell = (id: string, labels: Readonly<Record<string, string>>): void => {
    const origin = originOf(labels)
    if (origin) onStart({ id, ...origin })
  }
  const listener = {
    events: ['start'],
    // Whatever was started before anybody listened.
    onListening: async () => {
      for (const { Id, Labels } of await listContainers(endpoint, name, signal)) tell(Id, Labels)
    },
    onEvent: ({ id, attributes }: ContainerEvent) => tell(id, attributes),
    ...(mayBeAwayMs === undefined ? {} : { mayBeAwayMs }),
  }
  return followEvents(endpoint, name, listener, signal)
}
