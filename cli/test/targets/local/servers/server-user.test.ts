import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { refuseUnreachable } from '../../../../src/targets/local/servers/server-user.ts'
import { openTempFolder } from '../../../temp-folder.ts'

it('names the folder that the database user cannot enter', () => {
  using folder = openTempFolder()
  const inner = join(folder.path, 'a', 'b')
  mkdirSync(inner, { recursive: true })
  const user = { name: 'nobody', uid: 65_000, gid: 65_000 }
  chmodSync(folder.path, 0o755)
  chmodSync(join(folder.path, 'a'), 0o700)
  expect(() => refuseUnreachable(inner, user)).toThrow(`who cannot enter "${join(folder.path, 'a')}"`)
  chmodSync(join(folder.path, 'a'), 0o711)
  expect(() => refuseUnreachable(inner, user)).not.toThrow()
})
