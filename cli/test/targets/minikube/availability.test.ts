import { expect, it } from 'vitest'
import { versionIn } from '../../../src/targets/minikube/availability.ts'
import { recording } from './recording.ts'

it('reads the version that the program tells, and nothing else', () => {
  expect(versionIn(recording('version').stdout)).toBe('v1.38.0')
  expect(versionIn('minikube version: v1.38.0')).toBeUndefined()
  expect(versionIn('{}')).toBeUndefined()
})
