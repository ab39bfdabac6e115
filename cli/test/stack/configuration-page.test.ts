import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { settingsTable } from '../../src/stack/settings.ts'

const page = join(import.meta.dirname, '..', '..', '..', 'docs', 'configuration.md')

const header = ['| name | flag | default | what |', '| --- | --- | --- | --- |']
const rows = settingsTable.map(
  ({ name, flag, default: value, description }) =>
    `| \`${name}\` | ${flag ? `\`--${flag}\`` : ''} | ${value && `\`${value}\``} | ${description} |`,
)

it('describes every setting as the table has it; the expected table is in the failure', () => {
  const [firstPart = ''] = readFileSync(page, 'utf8').split('\n## ')
  const shown = firstPart.split('\n').filter((line) => line.startsWith('| '))
  expect(shown).toEqual([...header, ...rows])
})
