import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { libraryEnvironment } from '../../../../src/targets/local/tools/cached-tool.ts'
import { openTempFolder } from '../../../temp-folder.ts'

it('names the folders of unpacked libraries', () => {
  using folder = openTempFolder()
  for (const path of ['usr/lib/x86_64-linux-gnu', 'usr/lib/mysql', 'lib/aarch64-linux-gnu']) {
    mkdirSync(join(folder.path, path), { recursive: true })
  }
  expect(libraryEnvironment(folder.path)).toEqual({
    LD_LIBRARY_PATH: `${folder.path}/usr/lib/x86_64-linux-gnu:${folder.path}/lib/aarch64-linux-gnu`,
  })
})

it('is empty where nothing is unpacked', () => {
  expect(libraryEnvironment('/nowhere')).toEqual({})
})
