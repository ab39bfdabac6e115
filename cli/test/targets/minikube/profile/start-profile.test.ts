import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isOwnProfile, mayBeOwnProfile } from '../../../../src/targets/minikube/profile/own-profile.ts'
import { readProfileRecord } from '../../../../src/targets/minikube/profile/profile-record.ts'
import { startProfile } from '../../../../src/targets/minikube/profile/start-profile.ts'
import { quietRun } from '../../../quiet-run.ts'
import { foldersIn, openTempFolder } from '../../../temp-folder.ts'
import { useMinikubeHome, writeMachineKey } from '../machine-key-file.ts'
import { replay, type Step } from '../recorded-minikube.ts'
import { recording } from '../recording.ts'

const profile = 'microservices'
const size = { cpus: 4, memoryMib: 8192, driver: 'docker' }
let folder: ReturnType<typeof openTempFolder>

beforeEach(() => {
  folder = openTempFolder()
  vi.stubEnv('KUBECONFIG', join(folder.path, 'kubeconfig'))
  useMinikubeHome(folder.path)
})
afterEach(() => {
  vi.unstubAllEnvs()
  folder[Symbol.dispose]()
})

async function start(steps: readonly Step[]) {
  const program = replay(folder.path, steps)
  const said: string[] = []
  const shown: string[] = []
  const run = {
    ...quietRun(),
    report: (text: string) => said.push(text),
    showCommand: (text: string) => shown.push(text),
  }
  await startProfile(profile, size, foldersIn(folder.path), run)
  expect(program.left).toBe(0)
  return { said, shown }
}

const isOurs = (): boolean => isOwnProfile(profile, foldersIn(folder.path))
/** As the program makes it with a machine. */
const makeMachine = (key: string) => writeMachineKey(folder.path, profile, key)

it('makes a profile that is not there, of the size that is wanted, and says what goes on', async () => {
  makeMachine('first')
  const { said, shown } = await start(['status-absent', 'start', 'status'])
  expect(shown).toEqual(['minikube -p microservices start --driver=docker --cpus=4 --memory=8192 -o json'])
  expect(said[0]).toBe('there is no Minikube profile "microservices": making it')
  expect(said).toContain('minikube: Booting up control plane')
  expect(isOurs()).toBe(true)
})

it('starts one that was stopped as it was made, and one whose parts were', async () => {
  const { shown } = await start(['status-stopped', 'start-after-stop', 'status'])
  expect(shown).toEqual(['minikube -p microservices start -o json'])
  await start(['status-apiserver-killed', 'start-again', 'status'])
  expect(isOurs()).toBe(false)
})

it('goes on with one that was paused', async () => {
  const { shown } = await start(['status-paused', 'unpause', 'status'])
  expect(shown).toEqual(['minikube -p microservices unpause -o json'])
})

describe('a profile that somebody made later under the same name', () => {
  beforeEach(async () => {
    makeMachine('first')
    await start(['status-absent', 'start', 'status'])
    makeMachine('second')
  })

  it('does not become msctl’s, found running or started', async () => {
    await start(['status'])
    expect(isOurs()).toBe(false)
    await start(['status-stopped', 'start-after-stop', 'status'])
    expect(isOurs()).toBe(false)
    expect(mayBeOwnProfile(profile, foldersIn(folder.path))).toBe(false)
  })

  it('is told from the one that msctl made, which stays msctl’s', async () => {
    makeMachine('first')
    await start(['status-stopped', 'start-after-stop', 'status'])
    expect(isOurs()).toBe(true)
  })
})

it('counts one of a driver without keys as nobody’s to delete, and still gives it addons', async () => {
  await start(['status-absent', 'start', 'status'])
  expect(isOurs()).toBe(false)
  const failed = { exitCode: 80, stdout: '', stderr: 'X Exiting due to GUEST_START: failed to start node\n' }
  await expect(start(['status-stopped', failed])).rejects.toMatchObject({ code: 'MSCTL_MACHINE_LACKS' })
  expect(isOurs()).toBe(false)
  expect(mayBeOwnProfile(profile, foldersIn(folder.path))).toBe(true)
})

it('leaves one alone that runs', async () => {
  expect(await start(['status'])).toEqual({ said: [], shown: [] })
})

describe('a start that fails', () => {
  it('says why, and does not count a profile as made that was not', async () => {
    const { command: _, ...refusal } = recording('start-too-many-cpus')
    await expect(start(['status-absent', refusal, 'status-absent'])).rejects.toMatchObject({
      code: 'MSCTL_MACHINE_LACKS',
      details: { id: 'RSRC_INSUFFICIENT_CORES', outcome: 'Nothing was started' },
    })
    expect(readProfileRecord(foldersIn(folder.path), profile).madeAt).toBeUndefined()
  })

  it('half-way leaves a profile that is msctl’s to remove', async () => {
    const broken = {
      exitCode: 80,
      stdout: '',
      stderr: 'X Exiting due to GUEST_START: failed to start node: timed out\n',
    }
    makeMachine('first')
    await expect(start(['status-absent', broken, 'status-apiserver-killed'])).rejects.toMatchObject({
      message: 'minikube could not make the profile "microservices": failed to start node: timed out',
    })
    expect(isOurs()).toBe(true)
  })

  it('is not hidden by an exit code of 0', async () => {
    await expect(start(['status-stopped', 'start-after-stop', 'status-kubelet-stopped'])).rejects.toMatchObject({
      code: 'MSCTL_COULD_NOT_ASK',
      message: 'the Minikube profile "microservices" does not work: kubelet stopped',
    })
  })
})

it('does not take a context away from another cluster', async () => {
  const contexts = { contexts: [{ name: profile, context: { cluster: 'production' } }] }
  writeFileSync(join(folder.path, 'kubeconfig'), JSON.stringify(contexts))
  await expect(start(['status-absent'])).rejects.toMatchObject({ code: 'MSCTL_CONFIGURATION' })
})

it('ends with the interruption', async () => {
  replay(folder.path, [])
  const reason = new Error('interrupted by the test')
  const starting = startProfile(profile, size, foldersIn(folder.path), quietRun(AbortSignal.abort(reason)))
  await expect(starting).rejects.toBe(reason)
})

it('leaves what it made msctl’s when it is interrupted', async () => {
  makeMachine('first')
  replay(folder.path, ['status-absent', 'start'])
  const interrupted = new AbortController()
  const run = { ...quietRun(interrupted.signal), showCommand: () => interrupted.abort() }
  await expect(startProfile(profile, size, foldersIn(folder.path), run)).rejects.toThrow(/abort/)
  expect(isOurs()).toBe(true)
})
