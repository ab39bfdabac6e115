import { MsctlError } from '../../../errors.ts'
import type { MachineSize } from '../../../stack/stack.ts'
import { startDocker } from '../../engine-advice.ts'
import type { Outcome } from '../minikube-cli.ts'
import { targetFlags } from '../profile/profile-name.ts'
import { isEngineAway } from './engine-away.ts'
import { failureIn } from './failure-in.ts'
import { knownFailures } from './known-failures.ts'

export interface Attempt {
  readonly profile: string
  /** "start", "load the image x into": what it could not do to the profile. */
  readonly what: string
  readonly size: MachineSize
  /** Nothing of the profile was there before. */
  readonly wasAbsent?: boolean
}

/** Why minikube did not do it, in one block: its reason, its advice, and what helps. */
export function explainFailure(outcome: Outcome, { profile, what, size, wasAbsent = false }: Attempt): MsctlError {
  const failure = failureIn(outcome)
  const { id, exitCode, message, advice, url } = failure
  const [headline = '', ...more] = message.split('\n')
  const known = knownFailures.find((one) => one.id.test(id))
  return new MsctlError(
    known?.code ?? 'MSCTL_MACHINE_LACKS',
    `minikube could not ${what} the profile "${profile}": ${headline}`,
    {
      suggestions: [
        ...new Set([...(known?.helps(profile, failure, size) ?? []), ...(isEngineAway(message) ? [startDocker] : [])]),
        ...(advice ? [advice] : []),
        ...(url ? [url] : []),
        ...(known?.isBefore ? [] : [`minikube -p ${profile} logs --problems`]),
      ],
      details: {
        profile,
        exitCode,
        ...(id && { id }),
        evidence: [
          { label: 'minikube', text: id ? `${id}, exit code ${exitCode}` : `exit code ${exitCode}` },
          ...lastWords(outcome, more, headline),
        ],
        outcome: outcomeOf(profile, known?.isBefore ?? false, wasAbsent),
      },
    },
  )
}

function outcomeOf(profile: string, isBefore: boolean, wasAbsent: boolean): string {
  if (isBefore) return 'Nothing was started'
  if (!wasAbsent) return `The profile "${profile}" stays as it is`
  return `What there is of the profile "${profile}" stays: msctl down --delete ${targetFlags(profile)} removes it, msctl up goes on with it`
}

/** What it printed for people beside its reason: of commands with events there is mostly nothing. */
function lastWords(
  { stderr }: Outcome,
  more: readonly string[],
  headline: string,
): readonly { readonly label: string; readonly text: string }[] {
  const lines = [...more, ...stderr.split('\n')].filter(
    (line) => /\w/.test(line) && !/^[╭│╰]/.test(line) && !line.includes(headline),
  )
  return lines.length === 0 ? [] : [{ label: 'last', text: lines.slice(-6).join('\n') }]
}
