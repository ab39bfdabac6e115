import { join } from 'node:path'
import { packageRoot } from '../../../lib/folders.ts'
import { reachableHost } from '../../../stack/addresses.ts'
import { type Component, componentOf, type Stack } from '../../../stack/stack.ts'
import type { KubeObject } from '../api/resources.ts'
import { componentIn } from '../labels.ts'
import { fitWorkload } from './fit-workload.ts'
import { inNamespace, readKustomization } from './read-kustomization.ts'

/** The folder for `kubectl apply -k` that this stack is made of. */
export function manifestFolder({ kafkaMode }: Pick<Stack, 'kafkaMode'>): string {
  const root = join(packageRoot(), 'k8s')
  return kafkaMode === 'kraft' ? join(root, 'overlays', 'kraft') : root
}

/** The manifests with what this stack wants otherwise: its name, parts, settings, passwords, images, limits, replicas. */
export function renderStack(stack: Stack): readonly KubeObject[] {
  return readKustomization(manifestFolder(stack)).flatMap((object) => {
    const name = componentIn(object.metadata.labels)
    const component = name && componentOf(stack, name)
    if (name !== undefined && component === undefined) return []
    return [adapt(inNamespace(object, stack.name), component, stack)]
  })
}

function adapt(object: KubeObject, component: Component | undefined, stack: Stack): KubeObject {
  switch (object.kind) {
    case 'Deployment':
    case 'StatefulSet':
      return component === undefined ? object : fitWorkload(object, component, advertisedKafka(stack))
    case 'ConfigMap':
      return object.metadata.name === 'settings' ? { ...object, data: merged(object.data, settingsOf(stack)) } : object
    case 'Secret':
      return object.metadata.name === 'passwords'
        ? { ...object, data: merged(object.data, passwordsOf(stack)) }
        : object
    default:
      return object
  }
}

/** Clients on this machine are given the address at which the forward listens. */
function advertisedKafka(stack: Stack): string | undefined {
  const port = componentOf(stack, 'kafka')?.ports.kafka
  return port === undefined ? undefined : `EXTERNAL://${reachableHost(stack)}:${port}`
}

function settingsOf({ database, topic, credentials }: Stack): Readonly<Record<string, string | undefined>> {
  return {
    MYSQL_DATABASE: database,
    MYSQL_USER: credentials.mysqlUser,
    KAFKA_TOPIC: topic,
    GRAFANA_ADMIN_USER: credentials.grafanaUser,
    KAFKA_TOPIC_PARTITIONS: process.env.KAFKA_TOPIC_PARTITIONS || undefined,
    LOG_LEVEL: process.env.LOG_LEVEL || undefined,
    GROUP_COMMIT_WINDOW_MS: process.env.GROUP_COMMIT_WINDOW_MS || undefined,
  }
}

function passwordsOf({ credentials }: Stack): Readonly<Record<string, string>> {
  const { mysqlRootPassword, mysqlPassword, grafanaPassword } = credentials
  const plain = {
    MYSQL_ROOT_PASSWORD: mysqlRootPassword,
    MYSQL_PASSWORD: mysqlPassword,
    GRAFANA_ADMIN_PASSWORD: grafanaPassword,
  }
  return Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, toBase64(value)]))
}

const toBase64 = (text: string): string => Buffer.from(text).toString('base64')

function merged(data: unknown, own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const given = Object.entries(own).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  return { ...(data as Record<string, string>), ...Object.fromEntries(given) }
}
