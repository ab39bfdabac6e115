import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { landFolder, removeUnfinished } from '../../../../src/targets/local/setup/land-folder.ts'
import { foldersIn, openTempFolder } from '../../../temp-folder.ts'

it('lands a folder in the place of an older one', async () => {
  using folder = openTempFolder()
  const target = join(folder.path, 'tools', 'kafka')
  for (const text of ['first', 'second']) {
    await landFolder(target, async (temporary) => writeFileSync(join(temporary, text), text))
  }
  expect(readdirSync(target)).toEqual(['second'])
})

it('leaves what was there, and nothing half, when filling fails', async () => {
  using folder = openTempFolder()
  const target = join(folder.path, 'tools', 'kafka')
  await landFolder(target, async (temporary) => writeFileSync(join(temporary, 'whole'), 'whole'))
  const failing = landFolder(target, async (temporary) => {
    writeFileSync(join(temporary, 'half'), 'half')
    throw new Error('interrupted')
  })
  await expect(failing).rejects.toThrow('interrupted')
  expect(readdirSync(join(folder.path, 'tools'))).toEqual(['kafka'])
  expect(readFileSync(join(target, 'whole'), 'utf8')).toBe('whole')
})

it('removes what a killed setup left, and nothing else', async () => {
  using folder = openTempFolder()
  const tools = join(folder.path, 'cache', 'tools')
  for (const name of ['kafka', 'traefik.unfinished']) mkdirSync(join(tools, name), { recursive: true })
  await removeUnfinished(foldersIn(folder.path))
  expect(readdirSync(tools)).toEqual(['kafka'])
  expect(existsSync(join(folder.path, 'cache', 'mysql-data'))).toBe(false)
})
