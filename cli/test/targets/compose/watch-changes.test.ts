import { expect, it } from 'vitest'
import { eventually } from '../../../../e2e/harness/eventually.ts'
import { watchChanges } from '../../../src/targets/compose/watch-changes.ts'
import { at, SmallEngine } from './small-engine.ts'

it('tells when it listens and of each change, until aborted', async () => {
  await using engine = await new SmallEngine().listen()
  let changes = 0
  const controller = new AbortController()
  const findEngine = async () => ({ endpoint: engine.endpoint, version: '28' })
  const watching = watchChanges(findEngine, 'dx', () => changes++, controller.signal)
  await eventually(async () => expect(changes).toBe(1), 2000)
  engine.create('m', 'mysql', 1, at(2))
  await eventually(async () => expect(changes).toBe(2), 2000)
  controller.abort()
  await watching
})

it('ends without an error where no engine answers: asking for the status tells', async () => {
  const findEngine = () => Promise.reject(new Error('none'))
  await expect(watchChanges(findEngine, 'dx', () => {}, new AbortController().signal)).resolves.toBeUndefined()
})
