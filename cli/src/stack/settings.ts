import { join } from 'node:path'

import { readDotenv } from '../lib/read-dotenv.ts'
import { type ComponentName, catalogue, componentNames } from './components.ts'
import { targetNames } from './target-names.ts'

/** One value and where it came from; the order: flag, MSCTL_* twin, plain name in the environment, .env, default. */
export interface Setting {
  /** The plain name, MYSQL_DATABASE; for what has none the twin, MSCTL_NAME. */
  readonly name: string
  readonly value: string
  readonly origin: string
  readonly isSecret: boolean
}

export interface SettingFacts {
  readonly name: string
  readonly default: string
  readonly isSecret: boolean
  readonly description: string
  readonly flag?: string
}

const plain = (name: string, value: string, description: string, isSecret = false): SettingFacts => ({
  name,
  default: value,
  isSecret,
  description,
})

const twin = (flag: string, value: string, description: string): SettingFacts => ({
  name: `MSCTL_${flag.toUpperCase().replaceAll('-', '_')}`,
  default: value,
  isSecret: false,
  description,
  flag,
})

/** TRAEFIK_DASHBOARD_PORT for a second port, MYSQL_PORT for the first of a component. */
export function portSettingName(component: ComponentName, port: string): string {
  const isFirst = Object.keys(catalogue[component].ports)[0] === port
  return componentSettingName(component, isFirst ? 'PORT' : `${port.toUpperCase()}_PORT`)
}

/** USER_SERVICE_IMAGE */
export function componentSettingName(component: ComponentName, suffix: string): string {
  return `${component.toUpperCase().replaceAll('-', '_')}_${suffix}`
}

/** Every setting there is, in the order in which `msctl config` prints them. */
export const settingsTable: readonly SettingFacts[] = [
  twin('target', 'auto', `Where the stack runs: auto, ${targetNames.join(', ')}`),
  twin('name', 'microservices', 'Name of the stack'),
  twin('context', '', 'Context of the kubeconfig: which cluster; with minikube its profile'),
  twin('kafka', 'zookeeper', 'How Kafka is coordinated: zookeeper, kraft'),
  twin('bind', '127.0.0.1', 'Address that ports are bound to'),
  twin('port-offset', '0', 'Number added to every port'),
  plain('MSCTL_MINIKUBE_CPUS', '4', 'CPUs of a Minikube profile that up makes'),
  plain('MSCTL_MINIKUBE_MEMORY', '8g', 'Memory of a Minikube profile that up makes: 6144m, 8g'),
  plain('MSCTL_MINIKUBE_DRIVER', 'docker', 'Driver of a Minikube profile that up makes'),
  plain('MYSQL_ROOT_PASSWORD', 'rootsecret', 'Password of the database administrator', true),
  plain('MYSQL_DATABASE', 'users', 'Database of both services'),
  plain('MYSQL_USER', 'user', 'Database user of both services'),
  plain('MYSQL_PASSWORD', 'secret', 'Password of that user', true),
  plain('KAFKA_TOPIC', 'user_events', 'Topic of the events'),
  plain('GRAFANA_ADMIN_USER', 'admin', 'Administrator of Grafana'),
  plain('GRAFANA_ADMIN_PASSWORD', 'admin123', 'Password of that administrator', true),
  ...componentNames.flatMap((component) =>
    Object.entries(catalogue[component].ports).map(([port, value]) =>
      plain(portSettingName(component, port), String(value), `Host port of ${component} (${port}), before the offset`),
    ),
  ),
  ...componentNames.map((component) =>
    plain(componentSettingName(component, 'IMAGE'), '', `Image of ${component}, where it runs in a container`),
  ),
  ...componentNames.map((component) =>
    plain(componentSettingName(component, 'MEMORY'), '', `Memory limit of ${component} there: 512m, 1g`),
  ),
]

export type Settings = ReadonlyMap<string, Setting>

export interface SettingSources {
  /** Flags as given, by flag name; undefined ones count as not given. */
  readonly flags?: Readonly<Record<string, string | number | undefined>>
  readonly env?: NodeJS.ProcessEnv
  /** Where `.env` is looked for. */
  readonly folder?: string
}

export function resolveSettings({ flags = {}, env = process.env, folder = process.cwd() }: SettingSources): Settings {
  const dotenv = readDotenv(join(folder, '.env'))
  return new Map(settingsTable.map((facts) => [facts.name, resolve(facts, flags, env, dotenv)]))
}

/** As on a machine where nothing is set: for what must work whatever is. */
export function defaultSettings(): Settings {
  return new Map(settingsTable.map((facts) => [facts.name, resolve(facts, {}, {}, {})]))
}

function resolve(
  facts: SettingFacts,
  flags: Readonly<Record<string, string | number | undefined>>,
  env: NodeJS.ProcessEnv,
  dotenv: NodeJS.Dict<string>,
): Setting {
  const twinName = facts.name.startsWith('MSCTL_') ? facts.name : `MSCTL_${facts.name}`
  const flag = facts.flag === undefined ? undefined : flags[facts.flag]
  const candidates: readonly [string | undefined, string][] = [
    [flag === undefined || String(flag) === env[twinName] ? undefined : String(flag), `flag --${facts.flag}`],
    [env[twinName], `environment ${twinName}`],
    [env[facts.name], `environment ${facts.name}`],
    [dotenv[twinName] ?? dotenv[facts.name], '.env'],
    [facts.default, 'default'],
  ]
  const [value, origin] = candidates.find(([candidate]) => candidate !== undefined && candidate !== '') ?? [
    '',
    'default',
  ]
  return { name: facts.name, value: value ?? '', origin, isSecret: facts.isSecret }
}

export function settingValue(settings: Settings, name: string): string {
  const setting = settings.get(name)
  if (setting === undefined) throw new Error(`no setting ${name}`)
  return setting.value
}
