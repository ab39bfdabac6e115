import { setTimeout as sleep } from 'node:timers/promises'
import { MsctlError } from '../../errors.ts'
import type { Run } from '../../lib/run.ts'
import { observe } from './observe.ts'
import type { Place } from './place.ts'

const pollMs = 50

/** Resolves once these processes have come up. Throws MSCTL_COMPONENT_FAILED when one has failed instead. */
export async function awaitStarted(ids: readonly string[], place: Place, run: Run): Promise<void> {
  for (;;) {
    const observation = await observe(place, run)
    if (observation.kind !== 'supervised') throw new MsctlError('MSCTL_COULD_NOT_ASK', 'the supervisor has ended')
    const processes = observation.processes.filter(({ id }) => ids.includes(id))
    const failed = processes.find(({ phase }) => phase === 'failed')
    if (failed) {
      throw new MsctlError(
        'MSCTL_COMPONENT_FAILED',
        `${failed.component} failed: replica ${failed.replica} ended while starting`,
        {
          suggestions: [`msctl logs ${failed.component}`],
          details: { component: failed.component, replica: failed.replica, ...failed.lastEnd },
        },
      )
    }
    if (processes.every(({ phase }) => phase === 'running')) return
    await sleep(pollMs, undefined, { signal: run.signal })
  }
}
