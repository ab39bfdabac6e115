import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeWhole } from '../../src/lib/write-whole.ts'
import { openTempFolder } from '../temp-folder.ts'

it('makes the folder, replaces what was there, leaves nothing else, and lets others read whatever the umask', () => {
  using temp = openTempFolder()
  const folder = join(temp.path, 'new')
  const umask = process.umask(0o077)
  try {
    writeWhole(join(folder, 'file'), 'one')
    writeWhole(join(folder, 'file'), 'two')
    writeWhole(join(folder, 'secret'), 'three', 0o600)
  } finally {
    process.umask(umask)
  }
  expect(readdirSync(folder)).toEqual(['file', 'secret'])
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('two')
  expect(['.', 'file', 'secret'].map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([
    0o755, 0o644, 0o600,
  ])
})

it('says which file it cannot write, and where to go', () => {
  using temp = openTempFolder()
  writeFileSync(join(temp.path, 'in-the-way'), '')
  const file = join(temp.path, 'in-the-way', 'file')
  expect(() => writeWhole(file, '')).toThrow(
    expect.objectContaining({
      code: 'MSCTL_MACHINE_LACKS',
      message: expect.stringContaining(file),
      suggestions: expect.arrayContaining([expect.stringContaining('XDG_STATE_HOME')]),
    }),
  )
})
