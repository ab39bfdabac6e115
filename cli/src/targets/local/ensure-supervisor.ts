import { MsctlError } from '../../errors.ts'
import type { Run } from '../../lib/run.ts'
import { endOrphans } from './end-orphans.ts'
import { type Observation, observe } from './observe.ts'
import { makePlace, type Place } from './place.ts'
import { shutDownSupervisor } from './shut-down-supervisor.ts'
import { startSupervisor } from './supervisor/start-supervisor.ts'

/** Afterwards a supervisor answers. What a dead or hanging one left is ended first: nothing is adopted. */
export async function ensureSupervisor(place: Place, run: Run): Promise<Observation> {
  makePlace(place)
  const before = await observeOrGiveUp(place, run)
  if (before?.kind === 'supervised') {
    if (!before.isClosing) return before
    run.report('waits for the end of what an interrupted down was ending')
    await shutDownSupervisor(place, run)
  } else if (before?.kind !== 'absent') run.report('ends what runs without its supervisor')
  const { survivors } = await endOrphans(place)
  if (survivors.length > 0) {
    throw new MsctlError('MSCTL_LEFT_BEHIND', `processes of an earlier start could not be ended`, {
      suggestions: survivors.map(({ pid }) => `ps -fp ${pid}`),
      details: { pids: survivors.map(({ pid }) => pid) },
    })
  }
  await startSupervisor(place, run.signal)
  return observe(place, run)
}

/** undefined: there is one that does not answer, or a record that cannot be read. */
async function observeOrGiveUp(place: Place, run: Run): Promise<Observation | undefined> {
  try {
    return await observe(place, run)
  } catch (error) {
    if (error instanceof MsctlError && error.code === 'MSCTL_COULD_NOT_ASK') return undefined
    throw error
  }
}
