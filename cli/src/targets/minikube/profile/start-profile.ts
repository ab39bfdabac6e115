import { MsctlError } from '../../../errors.ts'
import type { Folders } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import type { MachineSize } from '../../../stack/stack.ts'
import { hasContext } from '../../kubernetes/api/kubeconfig-files.ts'
import { explainFailure } from '../failures/explain-failure.ts'
import { minikube } from '../minikube-cli.ts'
import { tellProgress } from '../tell-progress.ts'
import { describeState, notRunning } from './not-running.ts'
import { mayBeOwnProfile, rememberMachine } from './own-profile.ts'
import { removeProfileRecord, writeProfileRecord } from './profile-record.ts'
import type { ProfileState } from './profile-state.ts'
import { readState } from './read-state.ts'

/**
 * Makes the profile run: one that is not there is made, of that size; one that does not run, whoever made it, is started as it was made.
 * Minikube's own steps are reported. Resolves to whether it had to be started; rejects with what minikube could not do and what helps.
 */
export async function startProfile(profile: string, size: MachineSize, folders: Folders, run: Run): Promise<boolean> {
  const before = await readState(profile, run)
  if (before.kind === 'running') return false
  run.report(`${describeState(profile, before)}: ${before.kind === 'absent' ? 'making it' : 'starting it'}`)
  const wasAbsent = before.kind === 'absent'
  if (wasAbsent) {
    if (hasContext(profile)) throw foreignContext(profile)
    // First: whatever becomes of the start, what there is of the profile then is msctl's.
    writeProfileRecord(folders, profile, { schema: 1, madeAt: new Date().toISOString(), images: {} })
  }
  const isOurs = wasAbsent || mayBeOwnProfile(profile, folders)
  const outcome = await minikube(profile, startArguments(before, size), run, {
    onLine: tellProgress(run.report),
  }).finally(() => {
    // Also of a start that was interrupted: its machine may be there.
    if (isOurs) rememberMachine(profile, folders, false)
  })
  if (outcome.exitCode !== 0) {
    if (wasAbsent) await forgetUnmade(profile, folders, run)
    throw explainFailure(outcome, { profile, what: wasAbsent ? 'make' : 'start', size, wasAbsent })
  }
  if (isOurs) rememberMachine(profile, folders, true)
  const after = await readState(profile, run)
  if (after.kind !== 'running') throw notRunning(profile, after)
  return true
}

function startArguments({ kind }: ProfileState, { cpus, memoryMib, driver }: MachineSize): readonly string[] {
  if (kind === 'paused') return ['unpause', '-o', 'json']
  if (kind !== 'absent') return ['start', '-o', 'json']
  return ['start', `--driver=${driver}`, `--cpus=${cpus}`, `--memory=${memoryMib}`, '-o', 'json']
}

/** A profile of that name that somebody makes later must not count as msctl's. */
async function forgetUnmade(profile: string, folders: Folders, run: Run): Promise<void> {
  const state = await readState(profile, run).catch(() => undefined)
  if (state?.kind === 'absent') removeProfileRecord(folders, profile)
}

/** Minikube would take the context's name away from the cluster that has it. */
function foreignContext(profile: string): MsctlError {
  return new MsctlError(
    'MSCTL_CONFIGURATION',
    `the kubeconfig has a context "${profile}", but Minikube has no profile of that name: making one would replace that context`,
    {
      suggestions: [
        `msctl up --target kubernetes --context ${profile}: the stack on that cluster`,
        'msctl up --target minikube --context NAME: a profile of another name',
        `kubectl config delete-context ${profile}: if it is left of a profile that is gone`,
      ],
      details: { profile, outcome: 'Nothing was started' },
    },
  )
}
