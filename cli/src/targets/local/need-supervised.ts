import { MsctlError } from '../../errors.ts'
import type { Run } from '../../lib/run.ts'
import type { Stack } from '../../stack/stack.ts'
import { type Observation, observe } from './observe.ts'
import type { Place } from './place.ts'

export type Supervised = Extract<Observation, { kind: 'supervised' }>

/** For what needs a stack that runs: throws MSCTL_NO_STACK when there is none. */
export async function needSupervised(stack: Stack, place: Place, run: Run): Promise<Supervised> {
  const observation = await observe(place, run)
  if (observation.kind === 'supervised' && !observation.isClosing) return observation
  throw new MsctlError('MSCTL_NO_STACK', `stack "${stack.name}" ${words[observation.kind]}`, {
    suggestions: ['msctl up'],
  })
}

const words: Readonly<Record<Observation['kind'], string>> = {
  absent: 'does not run',
  orphaned: 'runs without its supervisor',
  supervised: 'is being taken down',
}
