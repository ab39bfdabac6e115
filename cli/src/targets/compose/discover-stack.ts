import type { ContainerInspectInfo } from 'dockerode'
import { type ComponentName, catalogue, componentNames } from '../../stack/components.ts'
import type { Component, Stack } from '../../stack/stack.ts'
import { startOrder } from '../../stack/start-order.ts'
import type { DiscoveredStack } from '../target.ts'
import type { ObservedContainer } from './observe.ts'

/** The stack that these containers are; undefined without any. Settings are read from the containers themselves. */
export function discoverStack(name: string, containers: readonly ObservedContainer[]): DiscoveredStack | undefined {
  const [first] = containers
  if (first === undefined) return undefined
  const present = componentNames.filter((one) => containers.some(({ component }) => component === one))
  const variable = (component: ComponentName, key: string, otherwise: string): string =>
    environmentOf(containers.find((one) => one.component === component)?.inspect)[key] || otherwise
  const components = present.map((one): Component => {
    const { dependsOn, optional } = catalogue[one]
    return {
      name: one,
      dependsOn: dependsOn.filter((other) => present.includes(other)),
      ports: portsOf(one, containers),
      replicas: containers.filter(({ component }) => component === one).length,
      optional,
      ...imageOf(one, containers),
    }
  })
  const stack: Stack = {
    name,
    kafkaMode: present.includes('kafka') && !present.includes('zookeeper') ? 'kraft' : 'zookeeper',
    bind: bindOf(containers),
    topic: variable('user-service', 'KAFKA_TOPIC', variable('notification-service', 'KAFKA_TOPIC', 'user_events')),
    database: variable('mysql', 'MYSQL_DATABASE', 'users'),
    components: startOrder(components),
    external: [],
    credentials: {
      mysqlRootPassword: variable('mysql', 'MYSQL_ROOT_PASSWORD', ''),
      mysqlUser: variable('mysql', 'MYSQL_USER', 'user'),
      mysqlPassword: variable('mysql', 'MYSQL_PASSWORD', ''),
      grafanaUser: variable('grafana', 'GF_SECURITY_ADMIN_USER', 'admin'),
      grafanaPassword: variable('grafana', 'GF_SECURITY_ADMIN_PASSWORD', ''),
    },
  }
  const createdAt = containers.map(({ inspect }) => inspect.Created).toSorted()[0] ?? first.inspect.Created
  return { stack, createdAt }
}

/** Ports inside the containers, by the names of the catalogue; those of services are Traefik's entry points where it is there. */
const inside: Readonly<Record<ComponentName, Readonly<Record<string, number>>>> = {
  ...(Object.fromEntries(componentNames.map((name) => [name, catalogue[name].ports])) as Record<
    ComponentName,
    Record<string, number>
  >),
  adminer: { http: 8080 },
}

function portsOf(name: ComponentName, containers: readonly ObservedContainer[]): Readonly<Record<string, number>> {
  const hasGateway = containers.some(({ component }) => component === 'traefik')
  const publisher = catalogue[name].isService && hasGateway ? 'traefik' : name
  const publishing = containers.find(({ component }) => component === publisher)
  return Object.fromEntries(
    Object.entries(inside[name]).map(([port, number]) => [port, hostPort(publishing?.inspect, number) ?? number]),
  )
}

/** As it was asked for: a stopped container has no published ports. */
function hostPort(inspect: ContainerInspectInfo | undefined, port: number): number | undefined {
  const bindings: Readonly<Record<string, readonly { readonly HostPort?: string }[]>> =
    inspect?.HostConfig.PortBindings ?? {}
  return Number(bindings[`${port}/tcp`]?.[0]?.HostPort) || undefined
}

function bindOf(containers: readonly ObservedContainer[]): string {
  for (const { inspect } of containers) {
    const bindings: Readonly<Record<string, readonly { readonly HostIp?: string }[]>> =
      inspect.HostConfig.PortBindings ?? {}
    for (const [binding] of Object.values(bindings)) if (binding?.HostIp) return binding.HostIp
  }
  return '127.0.0.1'
}

/** Only of our services does it matter whose image runs. */
function imageOf(name: ComponentName, containers: readonly ObservedContainer[]): { readonly image?: string } {
  const image = containers.find(({ component }) => component === name)?.inspect.Config.Image
  if (!catalogue[name].isService || image === undefined || image.startsWith(`msctl/${name}:`)) return {}
  return { image }
}

function environmentOf(inspect: ContainerInspectInfo | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (inspect?.Config.Env ?? []).map((line) => {
      const at = line.indexOf('=')
      return [line.slice(0, at), line.slice(at + 1)]
    }),
  )
}
