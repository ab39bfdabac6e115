import { MsctlError } from '../../../errors.ts'
import type { Run } from '../../../lib/run.ts'
import { startDocker } from '../../engine-advice.ts'
import { isEngineAway } from '../failures/engine-away.ts'
import { failureIn } from '../failures/failure-in.ts'
import { minikube } from '../minikube-cli.ts'
import { type ProfileState, toProfileState } from './profile-state.ts'

const answerWithinMs = 60_000

/** Asks minikube, which asks its driver and the machine: a second or more. MSCTL_COULD_NOT_ASK where it cannot tell, MSCTL_TOOL_MISSING without it. */
export async function readState(profile: string, run: Run): Promise<ProfileState> {
  const options = { isQuestion: true, withinMs: answerWithinMs }
  const outcome = await minikube(profile, ['status', '-o', 'json'], run, options)
  const state = toProfileState(outcome)
  if (state !== undefined) return state
  const { message } = failureIn(outcome)
  throw new MsctlError('MSCTL_COULD_NOT_ASK', `minikube does not tell how its profile "${profile}" is: ${message}`, {
    suggestions: [...(isEngineAway(message) ? [startDocker] : []), `minikube -p ${profile} status shows the same`],
    details: { profile },
  })
}
