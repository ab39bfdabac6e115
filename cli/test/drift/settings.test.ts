import { parseEnv } from 'node:util'
import { expect, it } from 'vitest'
import { settingsTable } from '../../src/stack/settings.ts'
import { composeVariables } from './compose-variables.ts'
import { differences } from './differences.ts'
import { readProjectFile } from './project-files.ts'

const files = ['templates/compose.yaml', 'templates/compose.kraft.yaml']
const variables = files.flatMap((file) => composeVariables(readProjectFile(file)))
const settings = new Map(settingsTable.map((setting) => [setting.name, setting.default]))

/** What only the Compose files know: msctl sets them itself, and so may who runs Compose alone. */
const composeOnly = [
  'GROUP_COMMIT_WINDOW_MS',
  'KAFKA_ADVERTISED_HOST',
  'KAFKA_TOPIC_PARTITIONS',
  'LOG_LEVEL',
  'MSCTL_PROMETHEUS_FILE',
  'MSCTL_ROUTES_FOLDER',
  'NOTIFICATION_SERVICE_PULL_POLICY',
  'USER_SERVICE_PULL_POLICY',
]

/** What decides over the whole stack, before any file is read. */
const msctlOnly = [
  'MSCTL_TARGET',
  'MSCTL_NAME',
  'MSCTL_CONTEXT',
  'MSCTL_KAFKA',
  'MSCTL_PORT_OFFSET',
  'MSCTL_MINIKUBE_CPUS',
  'MSCTL_MINIKUBE_MEMORY',
  'MSCTL_MINIKUBE_DRIVER',
]

it('has every setting in the Compose files under its own name, and no other', () => {
  const expected = [...settings.keys(), ...composeOnly].filter((name) => !msctlOnly.includes(name))
  expect([...new Set(variables.map(({ name }) => name))].sort()).toEqual(expected.sort())
})

it('has the same defaults in the Compose files, wherever msctl has one', () => {
  const known = variables.filter(({ name }) => settings.get(name))
  const wrong = known.filter((variable) => variable.default !== settings.get(variable.name))
  expect(
    wrong.map((variable) => `${variable.name} is ${variable.default}, expected ${settings.get(variable.name)}`),
  ).toEqual([])
})

it('writes every image and limit once in a file', () => {
  for (const file of files) {
    const names = composeVariables(readProjectFile(file)).map(({ name }) => name)
    const once = names.filter((name) => /_(?:IMAGE|MEMORY)$/.test(name))
    expect(once).toEqual([...new Set(once)])
  }
})

it('offers in .env.dev the credentials and names, with the defaults that hold without it', () => {
  const offered = settingsTable.filter(({ name }) => !/^MSCTL_|_(?:PORT|IMAGE|MEMORY)$/.test(name))
  const expected = Object.fromEntries(offered.map((setting) => [setting.name, setting.default]))
  expect(differences('.env.dev', expected, parseEnv(readProjectFile('.env.dev')))).toEqual([])
})
