import { expect, it } from 'vitest'
import { toProfileState } from '../../../../src/targets/minikube/profile/profile-state.ts'
import { recording } from '../recording.ts'

it.each([
  ['status', { kind: 'running' }],
  ['status-absent', { kind: 'absent' }],
  ['status-stopped', { kind: 'stopped' }],
  ['status-container-killed', { kind: 'stopped' }],
  ['status-container-removed', { kind: 'stopped' }],
  ['status-paused', { kind: 'paused' }],
  ['status-apiserver-killed', { kind: 'broken', detail: 'apiserver stopped' }],
  ['status-kubelet-stopped', { kind: 'broken', detail: 'kubelet stopped' }],
  ['status-container-started-outside', { kind: 'broken', detail: 'kubelet stopped, apiserver stopped' }],
  [
    'status-while-starting-1',
    { kind: 'broken', detail: 'kubelet stopped, apiserver stopped, kubeconfig misconfigured' },
  ],
  ['status-while-starting-5', { kind: 'broken', detail: 'kubeconfig misconfigured' }],
])('%s is seen as it was', (name, state) => {
  expect(toProfileState(recording(name))).toEqual(state)
})

it('knows nothing while the engine is away', () => {
  expect(toProfileState(recording('status-no-engine'))).toBeUndefined()
})

// Not recorded; cmd/minikube/cmd/status.go, statusJSON: a list for several nodes.
it('knows a profile of several nodes by its control plane', () => {
  const control = JSON.parse(recording('status').stdout)
  const worker = {
    Name: 'm02',
    Host: 'Stopped',
    Kubelet: 'Stopped',
    APIServer: 'Irrelevant',
    Kubeconfig: 'Irrelevant',
    Worker: true,
  }
  const print = (stdout: unknown, exitCode: number) => ({ exitCode, stdout: JSON.stringify(stdout), stderr: '' })
  expect(toProfileState(print([worker, control], 7))).toEqual({ kind: 'running' })
})

it.each(['', 'no JSON', '{"Host": 1}', '"text"'])('does not guess at anything else: %j', (stdout) => {
  expect(toProfileState({ exitCode: 1, stdout, stderr: '' })).toBeUndefined()
})
