import { expect, it } from 'vitest'
import { componentFailed } from '../../src/actions/component-failed.ts'
import type { ComponentStatus, Evidence } from '../../src/stack/stack.ts'
import { stackOf } from '../test-stack.ts'

const failed = (name: ComponentStatus['name'], evidence: Partial<Evidence>, restarts = 0): ComponentStatus => ({
  name,
  replica: 1,
  state: 'failed',
  detail: 'ended',
  ports: {},
  restarts,
  evidence: { outOfMemory: false, lastLines: [], ...evidence },
})

it.each([
  [{ exitCode: 3 }, 0, 'kafka failed: exit code 3'],
  [{ signal: 'SIGKILL', livedMs: 1300 }, 0, 'kafka failed 1.3 s after it was started: killed (SIGKILL)'],
  [{ signal: 'SIGKILL', outOfMemory: true }, 0, 'kafka failed: out of memory'],
  [{}, 0, 'kafka failed: it could not be started'],
  [{ exitCode: 1 }, 5, 'kafka failed: exit code 1, restarted 5 times before'],
])('says how it ended: %j', (evidence, restarts, message) => {
  expect(componentFailed(stackOf(), ['kafka'], [failed('kafka', evidence, restarts)], new Map()).message).toBe(message)
})

it('puts the one first that explains the others', () => {
  const statuses = [failed('user-service', { exitCode: 1 }), failed('mysql', { exitCode: 7 })]
  const error = componentFailed(stackOf(), ['user-service', 'mysql'], statuses, new Map())
  expect(error.message).toBe('mysql failed: exit code 7')
  expect(error.details).toMatchObject({ component: 'mysql', alsoFailed: ['user-service'] })
})

it('keeps 20 lines, the last answer of the probe and what was held up', () => {
  const lastLines = Array.from({ length: 30 }, (_, index) => `line ${index}`)
  const answers = new Map([['kafka', { works: false, detail: 'connection refused' }]] as const)
  const { details } = componentFailed(stackOf(), ['kafka'], [failed('kafka', { exitCode: 1, lastLines })], answers)
  expect(details.lastLines).toEqual(lastLines.slice(10))
  expect(details).toMatchObject({ lastProbe: 'connection refused', heldUp: expect.arrayContaining(['user-service']) })
})
