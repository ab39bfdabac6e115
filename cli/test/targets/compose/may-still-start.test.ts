import { expect, it } from 'vitest'
import type { ComponentStatus } from '../../../src/stack/stack.ts'
import { mayStillStart } from '../../../src/targets/compose/may-still-start.ts'

const kafka = (state: ComponentStatus['state'], restarts: number): ComponentStatus => ({
  name: 'kafka',
  replica: 1,
  state,
  detail: '',
  ports: {},
  restarts,
})

it.each([
  ['nothing ever ended', kafka('ready', 0), 0, false],
  ['one that ended is about to be started again', kafka('unhealthy', 1), 1, true],
  ['one that ended was started again since the last try', kafka('ready', 2), 1, true],
  ['one that ended long ago runs', kafka('ready', 2), 2, false],
])('%s', (_, status, restartsBefore, expected) => {
  expect(mayStillStart([kafka('ready', 0), status], restartsBefore)).toBe(expected)
})
