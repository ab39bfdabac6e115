import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { packageRoot } from '../cli/src/lib/folders.ts'
import { findPromtools } from './harness/promtools.ts'

const promtools = await findPromtools()
const filesIn = (folder: string) =>
  readdirSync(join(packageRoot(), 'templates', 'prometheus', folder)).map((file) => `${folder}/${file}`)

if (promtools.length === 0) {
  describe('the alert rules', () => {
    it.skip('cannot be tested here: no promtool (msctl setup prometheus)', () => {})
  })
}

for (const { version, run } of promtools) {
  describe(`the alert rules with ${version}`, () => {
    it('are rules', () => run('check', 'rules', ...filesIn('rules')))

    it('fire when they should, and only then', () => run('test', 'rules', ...filesIn('tests')))
  })
}
