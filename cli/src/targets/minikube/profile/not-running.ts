import { MsctlError } from '../../../errors.ts'
import { targetFlags } from './profile-name.ts'
import type { ProfileState } from './profile-state.ts'

/** "the Minikube profile "minikube" is stopped" */
export function describeState(profile: string, state: ProfileState): string {
  const what = `the Minikube profile "${profile}"`
  switch (state.kind) {
    case 'absent':
      return `there is no Minikube profile "${profile}"`
    case 'broken':
      return `${what} does not work: ${state.detail}`
    default:
      return `${what} ${state.kind === 'running' ? 'runs' : `is ${state.kind}`}`
  }
}

/** The command that makes it run again. */
export function wayToRun(profile: string, { kind }: ProfileState): string {
  return kind === 'paused' ? `minikube -p ${profile} unpause` : `minikube -p ${profile} start`
}

/** For what needs a cluster that answers. */
export function notRunning(profile: string, state: ProfileState): MsctlError {
  return new MsctlError('MSCTL_COULD_NOT_ASK', describeState(profile, state), {
    suggestions: [
      ...(state.kind === 'absent' ? [] : [wayToRun(profile, state)]),
      `msctl up ${targetFlags(profile)} does that, too`,
      ...(state.kind === 'broken' ? [`minikube -p ${profile} logs --problems`] : []),
    ],
    details: { profile, state: state.kind },
  })
}
