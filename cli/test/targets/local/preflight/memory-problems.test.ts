import { expect, it } from 'vitest'
import { createStack } from '../../../../src/stack/create-stack.ts'
import { resolveSettings } from '../../../../src/stack/settings.ts'
import { memoryProblems } from '../../../../src/targets/local/preflight/memory-problems.ts'
import { openPlace } from '../small-stack.ts'

const { components } = createStack({ settings: resolveSettings({ env: {}, folder: import.meta.dirname }) })

it('finds too little memory, and says how much is needed', () => {
  const { stateFolder } = openPlace()
  expect(memoryProblems(components, stateFolder, 4e9)).toEqual([])
  expect(memoryProblems(components, stateFolder, 3e8)).toMatchObject([
    { code: 'MSCTL_MACHINE_LACKS', summary: '300 MB of memory are free, 1.3 GB are needed' },
  ])
  expect(memoryProblems([], stateFolder, 0)).toEqual([])
})
