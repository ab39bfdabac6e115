import { type ComponentName, catalogue, componentNames } from '../../stack/components.ts'
import { type Component, isOurImage, type Stack } from '../../stack/stack.ts'
import { startOrder } from '../../stack/start-order.ts'
import type { DiscoveredStack } from '../target.ts'
import type { Cluster } from './api/open-cluster.ts'
import { componentIn } from './labels.ts'
import { readNamespace } from './read-namespace.ts'
import { listWorkloads } from './status/list-objects.ts'
import type { Workload } from './status/objects.ts'

/** The stack that this namespace holds, whoever made it; undefined without any part of one. Settings and passwords are read from the cluster. */
export async function discoverStack(
  cluster: Cluster,
  name: string,
  signal: AbortSignal,
): Promise<DiscoveredStack | undefined> {
  const namespace = await readNamespace(cluster, name, signal)
  if (namespace === undefined) return undefined
  const workloads = await listWorkloads(cluster, name, signal)
  const present = componentNames.filter((one) => workloads.some((workload) => isOf(one, workload)))
  if (present.length === 0) return undefined
  const [settings, passwords] = await Promise.all([
    readData(cluster, `/api/v1/namespaces/${name}/configmaps/settings`, signal),
    readData(cluster, `/api/v1/namespaces/${name}/secrets/passwords`, signal),
  ])
  const secret = (key: string): string => Buffer.from(passwords[key] ?? '', 'base64').toString('utf8')
  const stack: Stack = {
    name,
    kafkaMode: present.includes('kafka') && !present.includes('zookeeper') ? 'kraft' : 'zookeeper',
    bind: '127.0.0.1',
    topic: settings.KAFKA_TOPIC ?? 'user_events',
    database: settings.MYSQL_DATABASE ?? 'users',
    components: startOrder(present.map((one) => toComponent(one, present, workloads))),
    external: [],
    credentials: {
      mysqlRootPassword: secret('MYSQL_ROOT_PASSWORD'),
      mysqlUser: settings.MYSQL_USER ?? 'user',
      mysqlPassword: secret('MYSQL_PASSWORD'),
      grafanaUser: settings.GRAFANA_ADMIN_USER ?? 'admin',
      grafanaPassword: secret('GRAFANA_ADMIN_PASSWORD'),
    },
  }
  return { stack, createdAt: new Date(namespace.createdAt).toISOString() }
}

function isOf(component: ComponentName, { metadata }: Workload): boolean {
  return componentIn(metadata.labels) === component
}

function toComponent(
  name: ComponentName,
  present: readonly ComponentName[],
  workloads: readonly Workload[],
): Component {
  const { dependsOn, ports, optional, isService } = catalogue[name]
  const spec = workloads.find((workload) => isOf(name, workload))?.spec
  const image = spec?.template.spec.containers.find((one) => one.name === name)?.image
  return {
    name,
    dependsOn: dependsOn.filter((other) => present.includes(other)),
    ports,
    replicas: spec?.replicas ?? 1,
    optional,
    // Only of our services does it matter whose image runs.
    ...(isService && image !== undefined && !isOurImage(name, image) && { image }),
  }
}

async function readData(
  cluster: Cluster,
  path: string,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const found = await cluster.ask({ path, signal, what: 'read settings and passwords of the stack' })
  return (found as { readonly data?: Record<string, string> } | undefined)?.data ?? {}
}
