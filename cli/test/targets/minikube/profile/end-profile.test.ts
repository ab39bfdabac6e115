import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { rememberMachine } from '../../../../src/targets/minikube/profile/own-profile.ts'
import { readProfileRecord, writeProfileRecord } from '../../../../src/targets/minikube/profile/profile-record.ts'
import { removeProfile } from '../../../../src/targets/minikube/profile/remove-profile.ts'
import { stopProfile } from '../../../../src/targets/minikube/profile/stop-profile.ts'
import { quietRun } from '../../../quiet-run.ts'
import { foldersIn, openTempFolder } from '../../../temp-folder.ts'
import { useMinikubeHome, writeMachineKey } from '../machine-key-file.ts'
import { replay } from '../recorded-minikube.ts'

const profile = 'microservices'
const size = { cpus: 4, memoryMib: 8192, driver: 'docker' }
let folder: ReturnType<typeof openTempFolder>

beforeEach(() => {
  folder = openTempFolder()
  useMinikubeHome(folder.path)
})
afterEach(() => {
  vi.unstubAllEnvs()
  folder[Symbol.dispose]()
})

const stop = () => stopProfile(profile, size, quietRun())
const remove = () => removeProfile(profile, size, foldersIn(folder.path), quietRun())
const makeOurs = (isWhole = true) => {
  writeProfileRecord(foldersIn(folder.path), profile, { schema: 1, madeAt: '2026-11-24T10:00:00Z', images: {} })
  rememberMachine(profile, foldersIn(folder.path), isWhole)
}
const makeMachine = (key: string) => writeMachineKey(folder.path, profile, key)
const refusal = { code: 'MSCTL_USAGE', message: expect.stringContaining('was not made by msctl') }

it('stops one that runs; one that does not is left alone', async () => {
  const program = replay(folder.path, ['status', 'stop', 'status-stopped', 'status-absent'])
  expect([await stop(), await stop(), await stop()]).toEqual([true, false, false])
  expect(program.calls.map((call) => call[2])).toEqual(['status', 'stop', 'status', 'status'])
})

it('deletes one that msctl made, and forgets it', async () => {
  makeMachine('first')
  makeOurs()
  const program = replay(folder.path, ['status-stopped', 'delete', 'status-absent', 'status-absent'])
  expect([await remove(), await remove()]).toEqual([true, false])
  expect(program.calls[1]).toEqual(['-p', profile, 'delete', '-o', 'json'])
  expect(readProfileRecord(foldersIn(folder.path), profile).madeAt).toBeUndefined()
})

it('does not delete one that somebody else made, and names the command that does', async () => {
  const program = replay(folder.path, ['status'])
  await expect(remove()).rejects.toMatchObject({
    code: 'MSCTL_USAGE',
    suggestions: expect.arrayContaining([expect.stringMatching(/^minikube delete -p microservices:/)]),
  })
  expect(program.calls).toHaveLength(1)
})

it('does not delete one that somebody made later under the same name', async () => {
  makeMachine('first')
  makeOurs()
  makeMachine('second')
  const program = replay(folder.path, ['status', 'status-stopped'])
  await expect(remove()).rejects.toMatchObject(refusal)
  await expect(remove()).rejects.toMatchObject(refusal)
  expect(program.calls.map((call) => call[2])).toEqual(['status', 'status'])
})

it('does not delete one whose machine cannot be told from another', async () => {
  makeOurs()
  replay(folder.path, ['status-stopped'])
  await expect(remove()).rejects.toMatchObject(refusal)
})

it('deletes what a start left that made no machine, unless somebody made one of it', async () => {
  makeOurs(false)
  replay(folder.path, ['status-stopped', 'delete', 'status-absent'])
  expect(await remove()).toBe(true)
  makeOurs(false)
  makeMachine('second')
  replay(folder.path, ['status-stopped'])
  await expect(remove()).rejects.toMatchObject(refusal)
})

it('does not believe that it is gone while it is there', async () => {
  makeMachine('first')
  makeOurs()
  replay(folder.path, ['status', 'delete', 'status-stopped'])
  await expect(remove()).rejects.toMatchObject({ code: 'MSCTL_MACHINE_LACKS' })
  expect(readProfileRecord(foldersIn(folder.path), profile).madeAt).toBeDefined()
})
