import { MsctlError } from '../../../errors.ts'
import type { Folders } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import type { MachineSize } from '../../../stack/stack.ts'
import { explainFailure } from '../failures/explain-failure.ts'
import { minikube } from '../minikube-cli.ts'
import { tellProgress } from '../tell-progress.ts'
import { isOwnProfile } from './own-profile.ts'
import { removeProfileRecord } from './profile-record.ts'
import { readState } from './read-state.ts'

/** Removes a profile that msctl made, with all that is in it; resolves to whether there was one. MSCTL_USAGE for anybody else's, and where that cannot be told. */
export async function removeProfile(profile: string, size: MachineSize, folders: Folders, run: Run): Promise<boolean> {
  const { kind } = await readState(profile, run)
  if (kind === 'absent') {
    removeProfileRecord(folders, profile)
    return false
  }
  if (!isOwnProfile(profile, folders)) throw notOurs(profile)
  const outcome = await minikube(profile, ['delete', '-o', 'json'], run, { onLine: tellProgress(run.report) })
  const isGone = outcome.exitCode === 0 && (await readState(profile, run)).kind === 'absent'
  if (!isGone) throw explainFailure(outcome, { profile, what: 'delete', size })
  removeProfileRecord(folders, profile)
  return true
}

function notOurs(profile: string): MsctlError {
  return new MsctlError(
    'MSCTL_USAGE',
    `the Minikube profile "${profile}" was not made by msctl, so it does not delete it`,
    {
      suggestions: [
        'msctl down: removes the stack from it',
        `minikube delete -p ${profile}: removes it with everything in it, whoever put it there`,
      ],
      details: { profile, outcome: 'Nothing was removed' },
    },
  )
}
