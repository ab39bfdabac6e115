import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createStack } from '../../../../src/stack/create-stack.ts'
import { resolveSettings } from '../../../../src/stack/settings.ts'
import { dataProblems } from '../../../../src/targets/local/preflight/data-problems.ts'
import { writeDataVersion } from '../../../../src/targets/local/servers/data-version.ts'
import type { FoundTool, ToolName } from '../../../../src/targets/local/tools/tool.ts'
import { openPlace } from '../small-stack.ts'

const found = (name: ToolName, version: string, parts = {}): readonly [ToolName, FoundTool] => [
  name,
  { name, found: true, version, origin: 'cache', path: '/', parts, env: {} },
]

const tools = new Map([
  found('mysql', 'MariaDB 10.11.19', { vendor: 'MariaDB', number: '10.11.19' }),
  found('kafka', '3.9.2', { zookeeperVersion: '3.8.4' }),
  found('kafka-kraft', '4.3.1'),
])

function stackWith(kafka: string) {
  const env = { MSCTL_KAFKA: kafka }
  return createStack({ settings: resolveSettings({ env, folder: import.meta.dirname }) })
}

it('refuses data of the other Kafka mode and of another server, with both ways out', () => {
  const { stateFolder } = openPlace()
  for (const component of ['kafka', 'mysql']) mkdirSync(join(stateFolder, 'data', component), { recursive: true })
  writeDataVersion(stateFolder, 'kafka', { product: 'Kafka with ZooKeeper', version: '3.9.2' })
  writeDataVersion(stateFolder, 'mysql', { product: 'MariaDB', version: '10.11.2' })
  expect(dataProblems(stackWith('zookeeper'), stateFolder, tools)).toEqual([])
  const [problem, ...others] = dataProblems(stackWith('kraft'), stateFolder, tools)
  expect(others).toEqual([])
  expect(problem).toMatchObject({ code: 'MSCTL_DATA_INCOMPATIBLE', details: { component: 'kafka' } })
  expect(problem?.suggestions).toEqual([
    'msctl down --volumes: removes the data, then msctl up starts with none',
    'msctl up --kafka zookeeper: goes on with the data as it is',
  ])
  writeDataVersion(stateFolder, 'mysql', { product: 'MySQL', version: '8.4.3' })
  expect(dataProblems(stackWith('zookeeper'), stateFolder, tools)).toMatchObject([{ details: { component: 'mysql' } }])
})

it('has nothing against no data', () => {
  const { stateFolder } = openPlace()
  expect(dataProblems(stackWith('kraft'), stateFolder, tools)).toEqual([])
  mkdirSync(join(stateFolder, 'data', 'kafka'), { recursive: true })
  writeFileSync(join(stateFolder, 'data', 'kafka', '.msctl-version.json'), 'garbage')
  expect(dataProblems(stackWith('kraft'), stateFolder, tools)).toEqual([])
})
