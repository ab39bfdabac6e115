import { expect, it } from 'vitest'
import { catalogue, componentNames } from '../../src/stack/components.ts'
import { composeVariable } from './compose-variables.ts'
import { differences } from './differences.ts'
import { readProjectFile, readYaml } from './project-files.ts'

const page = readProjectFile('docs/targets.md')
const compose = readYaml('templates/compose.yaml')
const kraft = readYaml('templates/compose.kraft.yaml')

/** A table's rows by their first cell. */
function rowsBelow(heading: string): Readonly<Record<string, readonly string[]>> {
  const [table = ''] = page
    .slice(page.indexOf(heading))
    .split('\n\n')
    .filter((block) => block.startsWith('| '))
  const cells = table.split('\n').map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  )
  return Object.fromEntries(cells.slice(2).map(([first = '', ...rest]) => [first, rest]))
}

it('has the port, image and memory limit of every component', () => {
  const expected = Object.fromEntries(
    componentNames.map((name) => {
      const { image, mem_limit } = compose.services[name]
      const other = kraft.services[name]?.image
      const images = `\`${composeVariable(image).default}\`${other ? `, with KRaft \`${composeVariable(other).default}\`` : ''}`
      return [name, [Object.values(catalogue[name].ports).join(', '), images, composeVariable(mem_limit).default]]
    }),
  )
  expect(differences('docs/targets.md', expected, rowsBelow('## Ports, images, memory'))).toEqual([])
})

it('says of every image but our own where its tag is known from, and what ran in its place', () => {
  const services = [...Object.values(compose.services), kraft.services.kafka] as readonly { readonly image: string }[]
  const images = services
    .map(({ image }) => composeVariable(image).default)
    .filter((image) => !image.startsWith('msctl/'))
  const all = [...images, /^FROM (.*)$/m.exec(readProjectFile('templates/Dockerfile'))?.[1] ?? ''].sort()
  const named = (rows: object) =>
    Object.keys(rows)
      .flatMap((cell) => cell.match(/[\w./-]+:[\w.-]+/g) ?? [])
      .sort()
  expect(named(rowsBelow('That a tag exists'))).toEqual(all)
  expect(named(rowsBelow('## What was run'))).toEqual(all)
})
