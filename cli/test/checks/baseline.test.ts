import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Baseline, readBaseline, writeBaseline } from '../../src/checks/baseline.ts'
import { foldersIn, openTempFolder } from '../temp-folder.ts'

const baseline: Baseline = {
  schema: 1,
  takenAt: '2026-11-24T03:15:02.000Z',
  topic: [{ partition: 0, offset: 12 }],
  deadLetters: [],
  window: { consumers: [{ startedAtSeconds: 1_795_504_153, eventsConsumed: 4 }], inboxRows: 12 },
}

it('is read as it was written, of its own stack only', () => {
  using folder = openTempFolder()
  const folders = foldersIn(folder.path)
  expect(readBaseline(folders, 'one')).toBeUndefined()
  writeBaseline(folders, 'one', baseline)
  expect(readBaseline(folders, 'one')).toEqual(baseline)
  expect(readBaseline(folders, 'two')).toBeUndefined()
})

it.each(['', '{', '{"schema":2}', 'null'])('is refused when the file holds "%s", naming it and the way out', (text) => {
  using folder = openTempFolder()
  const folders = foldersIn(folder.path)
  mkdirSync(join(folders.state, 'one'), { recursive: true })
  writeFileSync(join(folders.state, 'one', 'baseline.json'), text)
  expect(() => readBaseline(folders, 'one')).toThrow(
    expect.objectContaining({
      code: 'MSCTL_CONFIGURATION',
      message: expect.stringContaining('baseline.json'),
      suggestions: ['msctl reset takes a new one'],
    }),
  )
})
