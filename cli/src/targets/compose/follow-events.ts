import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineEndpoint } from './engine/engine-endpoint.ts'
import { lostEngine } from './engine/open-engine.ts'
import { streamEngine } from './engine/stream-engine.ts'
import { stackFilter } from './list-containers.ts'

export interface ContainerEvent {
  readonly id: string
  /** The container's labels, among others. */
  readonly attributes: Readonly<Record<string, string>>
}

export interface EventListener {
  /** Names of the Engine API: "start", "die", "health_status". */
  readonly events: readonly string[]
  /** From now on no event is missed; called again after the engine was away. What it rejects with counts as if the engine were away. */
  readonly onListening: () => Promise<void> | void
  readonly onEvent: (event: ContainerEvent) => void
  /** How long the engine may be away; default 10 s. */
  readonly mayBeAwayMs?: number
}

const againMs = 250
const patienceMs = 10_000

/**
 * Tells what happens to the containers of the stack until aborted. An engine that goes away is asked again; one that stays away is
 * MSCTL_COULD_NOT_ASK.
 */
export async function followEvents(
  endpoint: EngineEndpoint,
  name: string,
  { events, onListening, onEvent, mayBeAwayMs = patienceMs }: EventListener,
  signal: AbortSignal,
): Promise<void> {
  const filters = stackFilter(name, { type: ['container'], event: events })
  let awaySince: number | undefined
  while (!signal.aborted) {
    try {
      const pieces = await streamEngine(endpoint, '/events', { filters }, signal)
      await onListening()
      awaySince = undefined
      for await (const { Actor } of documentsIn(pieces ?? [])) onEvent({ id: Actor.ID, attributes: Actor.Attributes })
    } catch (error) {
      if (signal.aborted) return
      awaySince ??= Date.now()
      if (Date.now() - awaySince > mayBeAwayMs) throw lostEngine(endpoint, error)
    }
    await sleep(againMs, undefined, { signal }).catch(() => {})
  }
}

interface EventDocument {
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> }
}

/** One a line, however the pieces are cut. */
async function* documentsIn(pieces: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<EventDocument> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line)
  }
}
