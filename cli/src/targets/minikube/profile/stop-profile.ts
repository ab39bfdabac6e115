import type { Run } from '../../../lib/run.ts'
import type { MachineSize } from '../../../stack/stack.ts'
import { explainFailure } from '../failures/explain-failure.ts'
import { minikube } from '../minikube-cli.ts'
import { tellProgress } from '../tell-progress.ts'
import { readState } from './read-state.ts'

/** Resolves to whether anything of it ran. */
export async function stopProfile(profile: string, size: MachineSize, run: Run): Promise<boolean> {
  const { kind } = await readState(profile, run)
  if (kind === 'absent' || kind === 'stopped') return false
  const outcome = await minikube(profile, ['stop', '-o', 'json'], run, { onLine: tellProgress(run.report) })
  if (outcome.exitCode !== 0) throw explainFailure(outcome, { profile, what: 'stop', size })
  return true
}
