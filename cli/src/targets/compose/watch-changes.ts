import type { FoundEngine } from './engine/find-engine.ts'
import { followEvents } from './follow-events.ts'

/** All that changes what status() says; a probe that changes nothing is none of it. */
const events = ['create', 'start', 'die', 'oom', 'pause', 'unpause', 'health_status', 'destroy']

/** Calls `onChange` at once and whenever a container of the stack may have changed, until aborted or until the engine stays away. */
export async function watchChanges(
  findEngine: () => Promise<FoundEngine>,
  name: string,
  onChange: () => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    const { endpoint } = await findEngine()
    await followEvents(endpoint, name, { events, onListening: onChange, onEvent: onChange }, signal)
  } catch {
    // Who asks for the status is told.
  }
}
