import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { reachableHost } from '../../stack/addresses.ts'
import { catalogue, componentNames } from '../../stack/components.ts'
import { componentSettingName, portSettingName, settingsTable } from '../../stack/settings.ts'
import { type Component, componentOf, isBuiltHere, type Stack } from '../../stack/stack.ts'
import { prometheusFile, routesFolder } from './files/stack-files.ts'

type Variables = Readonly<Record<string, string>>

/** Every variable of the Compose files; an empty one means the file's own default. Secrets are apart, so that they are never shown. */
export function stackEnvironment(
  stack: Stack,
  folder: string,
): { readonly shown: Variables; readonly secret: Variables } {
  const { credentials } = stack
  const parts = [...stack.components, ...stack.external]
  const ports = componentNames.flatMap((name) =>
    Object.keys(catalogue[name].ports).map((port): [string, string] => {
      const number = parts.find((one) => one.name === name)?.ports[port]
      return [portSettingName(name, port), number === undefined ? '' : String(number)]
    }),
  )
  const perComponent = componentNames.flatMap((name): [string, string][] => {
    const component = componentOf(stack, name)
    return [
      [componentSettingName(name, 'IMAGE'), component?.image ?? ''],
      [componentSettingName(name, 'MEMORY'), component?.memoryLimit ?? ''],
      // Compose must not build our service under somebody else's name.
      [componentSettingName(name, 'PULL_POLICY'), component && isNamedElsewhere(component) ? 'missing' : ''],
    ]
  })
  return {
    shown: {
      ...Object.fromEntries([...ports, ...perComponent]),
      MSCTL_BIND: stack.bind,
      KAFKA_ADVERTISED_HOST: reachableHost(stack),
      KAFKA_TOPIC: stack.topic,
      MYSQL_DATABASE: stack.database,
      MYSQL_USER: credentials.mysqlUser,
      GRAFANA_ADMIN_USER: credentials.grafanaUser,
      MSCTL_ROUTES_FOLDER: routesFolder(folder),
      MSCTL_PROMETHEUS_FILE: prometheusFile(stack, folder) ?? '',
    },
    secret: {
      MYSQL_ROOT_PASSWORD: credentials.mysqlRootPassword,
      MYSQL_PASSWORD: credentials.mysqlPassword,
      GRAFANA_ADMIN_PASSWORD: credentials.grafanaPassword,
    },
  }
}

function isNamedElsewhere(component: Component): boolean {
  return catalogue[component.name].isService && !isBuiltHere(component)
}

/** Where a pasted command must say other than the files' defaults. */
export function shownVariables(stack: Stack, folder: string): readonly string[] {
  const defaults: Variables = {
    KAFKA_ADVERTISED_HOST: '127.0.0.1',
    ...Object.fromEntries(settingsTable.map((facts) => [facts.name, facts.default])),
  }
  return Object.entries(stackEnvironment(stack, folder).shown)
    .filter(([name, value]) => value !== '' && value !== defaults[name])
    .map(([name, value]) => `${name}=${value}`)
}

/** The override that this stack needs besides the packaged files, when it needs one. */
export function overrideFile(folder: string): string | undefined {
  const file = join(folder, 'override.yaml')
  return existsSync(file) ? file : undefined
}
