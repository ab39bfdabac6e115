import { MsctlError } from '../../errors.ts'
import type { Folders } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import type { Stack } from '../../stack/stack.ts'
import { destroyStack as destroyLocal } from '../local/destroy-stack.ts'
import { placeOf } from '../local/place.ts'
import type { DestroyResult } from '../target.ts'
import { describeState, wayToRun } from './profile/not-running.ts'
import { targetFlags } from './profile/profile-name.ts'
import type { ProfileState } from './profile/profile-state.ts'
import { isRecorded } from './status-without.ts'

/**
 * Ends what this machine has of the stack while its profile does not run. What is in a profile that is there cannot be removed then:
 * MSCTL_MACHINE_LACKS, where the record knows of any.
 */
export async function destroyWithout(
  stack: Stack,
  profile: string,
  state: ProfileState,
  { volumes, folders }: { readonly volumes: boolean; readonly folders: Folders },
  run: Run,
): Promise<DestroyResult> {
  const isThere = state.kind !== 'absent' && isRecorded(stack, profile, folders)
  const { removed, leftBehind } = await destroyLocal(placeOf(folders, stack.name), volumes && !isThere, run)
  if (isThere) throw cannotReach(stack, profile, state)
  return { stopped: 0, removed, leftBehind }
}

function cannotReach({ name }: Stack, profile: string, state: ProfileState): MsctlError {
  return new MsctlError('MSCTL_MACHINE_LACKS', `${describeState(profile, state)}, and the stack "${name}" is in it`, {
    suggestions: [
      `${wayToRun(profile, state)}, then msctl down`,
      `msctl down --delete ${targetFlags(profile)}: removes the profile with all that is in it`,
    ],
    details: { profile, state: state.kind, outcome: 'Its forwards were ended; nothing of it runs' },
  })
}
