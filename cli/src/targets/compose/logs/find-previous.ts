import { askEngine } from '../engine/ask-engine.ts'
import { ConnectionLost } from '../engine/connection-lost.ts'
import type { EngineEndpoint } from '../engine/engine-endpoint.ts'

/** When a container was started and ended, as the engine tells; years before 1970 stand for "not yet". */
export interface Life {
  readonly Running: boolean
  readonly Restarting: boolean
  readonly StartedAt: string
  readonly FinishedAt: string
}

/** From and before which moment a container wrote what is wanted. */
export interface Period {
  readonly from?: Date
  readonly before?: Date
}

/** Until its start is recorded a program may have written already. */
const recordedWithinMs = 50

/**
 * What counts as previous: of a container that runs, what it wrote before its last start; of one that ended, its last life. Undefined
 * where there was none. The engine remembers only the last end and the last start.
 */
export function previousPeriod({ Running, Restarting, StartedAt, FinishedAt }: Life): Period | undefined {
  const [started, finished] = [Date.parse(StartedAt), Date.parse(FinishedAt)]
  if (!(started > 0)) return undefined
  if (!Running || Restarting) return { from: new Date(started - recordedWithinMs) }
  if (!(finished > 0)) return undefined
  // Last words may come a little after the end, first ones a little before the start.
  return { before: new Date((started + finished) / 2) }
}

export async function findPrevious(
  endpoint: EngineEndpoint,
  id: string,
  signal: AbortSignal,
): Promise<Period | undefined> {
  try {
    const { State } = (await askEngine(endpoint, `/containers/${id}/json`, signal)) as { readonly State: Life }
    return previousPeriod(State)
  } catch (error) {
    if (error instanceof ConnectionLost) throw error
    // Removed meanwhile.
    return undefined
  }
}
