import type { Folders } from '../../lib/folders.ts'
import { stateFolder } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import { formatBytes } from '../../lib/units.ts'
import type { Stack } from '../../stack/stack.ts'
import { moreForEngine, startDocker } from '../engine-advice.ts'
import { refuseExternal } from '../kubernetes/find-problems.ts'
import { portProblems } from '../ports/port-problems.ts'
import type { Problem } from '../target.ts'
import { type EngineSize, readEngineSize } from './engine-size.ts'
import { installHints } from './install-hints.ts'
import { machineSize } from './machine-size.ts'
import { findMinikube } from './minikube-cli.ts'
import { otherDriver } from './other-driver.ts'
import type { ProfileState } from './profile/profile-state.ts'
import { smallerSizes } from './smaller-sizes.ts'

/** Without the program nothing else can be asked. */
export async function toolProblems(): Promise<readonly Problem[]> {
  if ((await findMinikube()) !== undefined) return []
  return [{ code: 'MSCTL_TOOL_MISSING', summary: 'minikube is not on PATH', suggestions: installHints() }]
}

/** What stands in the way on this machine of a profile that does not run yet, and of the stack in it. Throws for what cannot be here at all. */
export async function machineProblems(
  stack: Stack,
  state: ProfileState,
  folders: Folders,
  run: Run,
): Promise<readonly Problem[]> {
  refuseExternal(stack)
  return [
    ...(state.kind === 'absent' ? await sizeProblems(stack, run) : []),
    ...(await portProblems(stack, stateFolder(folders, stack.name))),
  ]
}

/** Only of a profile that is to be made: one that is there has its size. What other drivers want they say themselves. */
async function sizeProblems(stack: Stack, { signal }: Run): Promise<readonly Problem[]> {
  const size = machineSize(stack)
  if (size.driver !== 'docker') return []
  const engine = await readEngineSize(signal)
  if (engine === undefined) return [noEngine()]
  return tooSmall(engine, stack)
}

/** Minikube itself refuses too many CPUs, and too much memory only where the whole machine has less: it is said before, and both at once. */
export function tooSmall({ cpus, memoryBytes }: EngineSize, stack: Pick<Stack, 'machine'>): readonly Problem[] {
  const wanted = machineSize(stack)
  const wantedBytes = wanted.memoryMib * 2 ** 20
  const lacking = [
    ...(cpus < wanted.cpus ? [`${cpus} CPUs, ${wanted.cpus} are wanted`] : []),
    ...(memoryBytes < wantedBytes
      ? [`${formatBytes(memoryBytes)} of memory, ${formatBytes(wantedBytes)} are wanted`]
      : []),
  ]
  if (lacking.length === 0) return []
  const memoryMib = Math.floor(memoryBytes / 2 ** 20)
  return [
    {
      code: 'MSCTL_MACHINE_LACKS',
      summary: `the Docker engine has ${lacking.join(', and ')} for a new Minikube profile`,
      suggestions: [...smallerSizes({ cpus, memoryMib }, wanted), moreForEngine],
      details: { cpus, neededCpus: wanted.cpus, availableBytes: memoryBytes, neededBytes: wantedBytes },
    },
  ]
}

export function noEngine(): Problem {
  return {
    code: 'MSCTL_TOOL_MISSING',
    summary: 'no Docker engine answers, which the docker driver of Minikube needs',
    suggestions: [startDocker, otherDriver],
  }
}
