import { expect, it } from 'vitest'
import { diagnose } from '../../../src/targets/minikube/diagnose.ts'
import type { ProfileState } from '../../../src/targets/minikube/profile/profile-state.ts'
import { quietRun } from '../../quiet-run.ts'
import { foldersIn } from '../../temp-folder.ts'
import { stackOf } from '../../test-stack.ts'

const usable = { isUsable: true, reason: 'minikube v1.38.0', fixes: [], version: 'v1.38.0' }

async function findings(state: ProfileState, availability = usable) {
  const options = {
    profile: 'minikube',
    stack: stackOf({ MSCTL_PORT_OFFSET: '20000', MSCTL_MINIKUBE_DRIVER: 'podman' }),
    folders: foldersIn('/nowhere'),
    readState: async () => state,
    diagnoseCluster: async () => ({ findings: [], without: [] }),
  }
  const { findings } = await diagnose(availability, options, quietRun())
  return findings.map(({ name, status, message }) => `${status} ${name}: ${message}`)
}

it('has nothing but the program to look at where it is missing', async () => {
  expect(await findings({ kind: 'absent' }, { ...usable, isUsable: false, reason: 'minikube is not on PATH' })).toEqual(
    ['fail minikube: minikube is not on PATH'],
  )
})

it('tells what up would make', async () => {
  expect(await findings({ kind: 'absent' })).toEqual([
    'pass minikube: v1.38.0',
    'pass profile: there is no Minikube profile "minikube" yet, up makes it',
    'pass size: 4 CPUs and 8.6 GB for a new profile, driver podman',
    'pass ports: all 10 free, or held by this stack',
  ])
})

it('asks the cluster only of a profile that runs, and warns of one that does not', async () => {
  expect(await findings({ kind: 'running' })).toEqual([
    'pass minikube: v1.38.0',
    'pass profile: the Minikube profile "minikube" runs',
  ])
  expect(await findings({ kind: 'stopped' })).toContain(
    'warning profile: the Minikube profile "minikube" is stopped; up starts it',
  )
})
