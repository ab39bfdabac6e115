import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineEndpoint } from '../engine/engine-endpoint.ts'
import { lostEngine } from '../engine/open-engine.ts'
import { streamEngine } from '../engine/stream-engine.ts'
import { originOf } from '../labels.ts'
import { listContainers, stackFilter } from '../list-containers.ts'
import type { LogSource } from './read-container.ts'

const againMs = 250
const patienceMs = 10_000

/**
 * Tells of every container of the stack that there is, and of each that is started from now on, until aborted. An engine that goes
 * away is asked again; one that stays away is MSCTL_COULD_NOT_ASK.
 */
export async function watchContainers(
  endpoint: EngineEndpoint,
  name: string,
  onStart: (source: LogSource) => void,
  signal: AbortSignal,
  mayBeAwayMs = patienceMs,
): Promise<void> {
  let awaySince: number | undefined
  while (!signal.aborted) {
    try {
      const filters = stackFilter(name, { type: ['container'], event: ['start'] })
      const events = await streamEngine(endpoint, '/events', { filters }, signal)
      // Whatever was started before anybody listened.
      for (const { Id, Labels } of await listContainers(endpoint, name, signal)) tell(Id, Labels, onStart)
      awaySince = undefined
      for await (const { Actor } of documentsIn(events ?? [])) tell(Actor.ID, Actor.Attributes, onStart)
    } catch (error) {
      if (signal.aborted) return
      awaySince ??= Date.now()
      if (Date.now() - awaySince > mayBeAwayMs) throw lostEngine(endpoint, error)
    }
    await sleep(againMs, undefined, { signal }).catch(() => {})
  }
}

interface StartEvent {
  /** Its attributes are the container's labels, among others. */
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> }
}

function tell(id: string, labels: Readonly<Record<string, string>>, onStart: (source: LogSource) => void): void {
  const origin = originOf(labels)
  if (origin) onStart({ id, ...origin })
}

/** One a line, however the pieces are cut. */
async function* documentsIn(pieces: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<StartEvent> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line)
  }
}
