import { MsctlError } from '../errors.ts'
import { type ComponentName, catalogue, componentNames } from './components.ts'
import { componentSettingName, portSettingName, type Settings, settingValue } from './settings.ts'
import type { Component, Credentials, KafkaMode, MachineSize, Stack } from './stack.ts'
import { startOrder } from './start-order.ts'

export interface StackOptions {
  readonly settings: Settings
  readonly without?: readonly ComponentName[]
  readonly replicas?: Readonly<Partial<Record<ComponentName, number>>>
}

/** The desired state from settings. Throws MSCTL_CONFIGURATION for values that cannot be. */
export function createStack({ settings, without = [], replicas = {} }: StackOptions): Stack {
  const kafkaMode = oneOf(settings, 'MSCTL_KAFKA', ['zookeeper', 'kraft']) as KafkaMode
  const wanted = componentNames.filter((name) => name !== 'zookeeper' || kafkaMode === 'zookeeper')
  const all = startOrder(wanted.map((name) => toComponent(name, wanted, settings, replicas[name] ?? 1)))
  refuseDoublePorts(all)
  return {
    name: stackName(settings),
    kafkaMode,
    bind: matching(settings, 'MSCTL_BIND', /^(?:\d{1,3}\.){3}\d{1,3}$/, 'an IPv4 address'),
    topic: matching(settings, 'KAFKA_TOPIC', /^[a-zA-Z0-9._-]{1,200}$/, '1 to 200 of a-z, A-Z, 0-9, ".", "_" and "-"'),
    database: matching(settings, 'MYSQL_DATABASE', /^[a-zA-Z0-9_]{1,60}$/, '1 to 60 of a-z, A-Z, 0-9 and _'),
    components: all.filter((component) => !without.includes(component.name)),
    external: all.filter((component) => without.includes(component.name) && catalogue[component.name].isService),
    credentials: toCredentials(settings),
    portOffset: portOffset(settings),
    machine: toMachineSize(settings),
  }
}

/** Names folders and sockets, so nothing else is let through. Throws MSCTL_CONFIGURATION. */
export function stackName(settings: Settings): string {
  return matching(settings, 'MSCTL_NAME', /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, '1 to 40 of a-z, 0-9 and -')
}

function toComponent(
  name: ComponentName,
  wanted: readonly ComponentName[],
  settings: Settings,
  replicas: number,
): Component {
  const { dependsOn, ports, optional } = catalogue[name]
  const image = settingOrNone(settings, name, 'IMAGE', imagePattern, 'an image name: repository:tag')
  const memoryLimit = settingOrNone(settings, name, 'MEMORY', /^\d{1,9}[bkmg]?$/i, 'a size: 512m, 1g')
  return {
    name,
    dependsOn: dependsOn.filter((other) => wanted.includes(other)),
    ports: Object.fromEntries(Object.keys(ports).map((port) => [port, portOf(settings, name, port)])),
    replicas,
    optional,
    ...(image && { image }),
    ...(memoryLimit && { memoryLimit }),
  }
}

const imagePattern = /^[a-z0-9][a-zA-Z0-9._:/@-]{0,254}$/

function settingOrNone(
  settings: Settings,
  component: ComponentName,
  suffix: string,
  pattern: RegExp,
  allowed: string,
): string {
  const name = componentSettingName(component, suffix)
  return settingValue(settings, name) === '' ? '' : matching(settings, name, pattern, allowed)
}

function portOf(settings: Settings, component: ComponentName, port: string): number {
  const name = portSettingName(component, port)
  const result = wholeNumber(settings, name) + portOffset(settings)
  if (result < 1 || result > 65_535)
    throw bad(settings, name, `a port from 1 to 65535 (with the offset it is ${result})`)
  return result
}

function portOffset(settings: Settings): number {
  return wholeNumber(settings, 'MSCTL_PORT_OFFSET')
}

function refuseDoublePorts(components: readonly Component[]): void {
  const taken = new Map<number, string>()
  for (const { name, ports } of components) {
    for (const [port, number] of Object.entries(ports)) {
      const other = taken.get(number)
      if (other !== undefined) {
        throw new MsctlError('MSCTL_CONFIGURATION', `port ${number} is given to both ${other} and ${name} (${port})`, {
          suggestions: ['msctl config shows each port and where it came from'],
        })
      }
      taken.set(number, name)
    }
  }
}

function toMachineSize(settings: Settings): MachineSize {
  const memory = matching(settings, 'MSCTL_MINIKUBE_MEMORY', /^[1-9]\d{0,6}[mg]$/i, 'a size: 6144m, 8g')
  return {
    cpus: Number(matching(settings, 'MSCTL_MINIKUBE_CPUS', /^[1-9]\d{0,2}$/, 'a whole number from 1 to 999')),
    memoryMib: Number.parseInt(memory, 10) * (/g$/i.test(memory) ? 1024 : 1),
    driver: matching(settings, 'MSCTL_MINIKUBE_DRIVER', /^[a-z0-9-]{1,30}$/, 'the name of a driver: docker, podman'),
  }
}

/** Only the passwords and users among the settings. */
export function toCredentials(settings: Settings): Credentials {
  return {
    mysqlRootPassword: settingValue(settings, 'MYSQL_ROOT_PASSWORD'),
    mysqlUser: matching(settings, 'MYSQL_USER', /^[a-zA-Z0-9_]{1,32}$/, '1 to 32 of a-z, A-Z, 0-9 and _'),
    mysqlPassword: settingValue(settings, 'MYSQL_PASSWORD'),
    grafanaUser: settingValue(settings, 'GRAFANA_ADMIN_USER'),
    grafanaPassword: settingValue(settings, 'GRAFANA_ADMIN_PASSWORD'),
  }
}

function wholeNumber(settings: Settings, name: string): number {
  return Number(matching(settings, name, /^-?\d{1,6}$/, 'a whole number'))
}

function oneOf(settings: Settings, name: string, allowed: readonly string[]): string {
  const value = settingValue(settings, name)
  if (!allowed.includes(value)) throw bad(settings, name, allowed.join(' or '))
  return value
}

function matching(settings: Settings, name: string, pattern: RegExp, allowed: string): string {
  const value = settingValue(settings, name)
  if (!pattern.test(value)) throw bad(settings, name, allowed)
  return value
}

function bad(settings: Settings, name: string, allowed: string): MsctlError {
  const setting = settings.get(name)
  const shown = setting?.isSecret ? 'its value' : `"${setting?.value}"`
  return new MsctlError(
    'MSCTL_CONFIGURATION',
    `${name}: ${shown} (from ${setting?.origin}) is not allowed; it must be ${allowed}`,
    {
      suggestions: ['msctl config shows every setting and where it came from'],
    },
  )
}
