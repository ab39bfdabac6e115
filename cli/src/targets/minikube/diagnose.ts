import type { Folders } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import { formatBytes } from '../../lib/units.ts'
import type { Stack } from '../../stack/stack.ts'
import { fail, findingOf, pass, passedOthers } from '../findings.ts'
import type { Diagnosis, Finding } from '../target.ts'
import type { Availability } from './availability.ts'
import { machineProblems } from './find-problems.ts'
import { machineSize } from './machine-size.ts'
import { describeState, wayToRun } from './profile/not-running.ts'
import type { ProfileState } from './profile/profile-state.ts'

export interface Diagnosing {
  readonly profile: string
  readonly stack: Stack
  readonly folders: Folders
  readState(): Promise<ProfileState>
  /** Of the cluster in the profile. */
  diagnoseCluster(): Promise<Diagnosis>
}

/** The program, the profile, then either the cluster in it or whether this machine can carry one. */
export async function diagnose(availability: Availability, options: Diagnosing, run: Run): Promise<Diagnosis> {
  const { isUsable, reason, fixes, version } = availability
  if (!isUsable) return { findings: [fail('minikube', reason, fixes)], without: [] }
  const { profile, stack, folders } = options
  const state = await options.readState()
  const program = pass('tools', 'minikube', `${version}`, { version })
  const found = profileFinding(profile, state)
  if (state.kind === 'running') {
    const { findings, without } = await options.diagnoseCluster()
    return { findings: [program, found, ...findings], without }
  }
  const problems = (await machineProblems(stack, state, folders, run))
    .map(findingOf)
    .map((one) => (one.category === 'memory' ? { ...one, name: 'size' } : one))
  // Without an engine nobody knows what a new profile could have.
  const hasEngine = !problems.some(({ category }) => category === 'tools')
  const size = state.kind === 'absent' && hasEngine ? sizeFinding(stack) : undefined
  return { findings: [program, found, ...problems, ...passedOthers(problems, stack.components, size)], without: [] }
}

function profileFinding(profile: string, state: ProfileState): Finding {
  const message = describeState(profile, state)
  const details = { profile, state: state.kind }
  if (state.kind === 'running') return pass('tools', 'profile', message, details)
  if (state.kind === 'absent') return pass('tools', 'profile', `${message} yet, up makes it`, details)
  return {
    category: 'tools',
    name: 'profile',
    status: 'warning',
    message: `${message}; up starts it`,
    fixes: [wayToRun(profile, state)],
    details,
  }
}

function sizeFinding(stack: Stack): Finding {
  const { cpus, memoryMib, driver } = machineSize(stack)
  const bytes = memoryMib * 2 ** 20
  return pass('memory', 'size', `${cpus} CPUs and ${formatBytes(bytes)} for a new profile, driver ${driver}`, {
    cpus,
    neededBytes: bytes,
    driver,
  })
}
