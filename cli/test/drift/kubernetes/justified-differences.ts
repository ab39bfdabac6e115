import type { ContainersFacts } from './container-facts.ts'

interface Difference {
  readonly component: string
  /** Where the fact stands in ContainerFacts. */
  readonly path: string
  readonly value: string | number | undefined
  readonly why: string
}

const ours = ['user-service', 'notification-service']
const broker = 'INTERNAL://$(POD_NAME).kafka-headless.$(POD_NAMESPACE).svc:29092'

/** Where k8s/ is meant to differ from compose.yaml. */
export const justifiedDifferences: readonly Difference[] = [
  {
    component: 'kafka',
    path: 'environment.KAFKA_ADVERTISED_LISTENERS',
    value: `${broker},EXTERNAL://127.0.0.1:9092`,
    why: 'a broker is found by the name of its pod, in whatever namespace',
  },
  ...['POD_NAME', 'POD_NAMESPACE'].map((name) => ({
    component: 'kafka',
    path: `environment.${name}`,
    value: name === 'POD_NAME' ? 'metadata.name' : 'metadata.namespace',
    why: 'for that name',
  })),
  {
    component: 'kafka',
    path: 'environment.KAFKA_LOG_DIRS',
    value: '/var/lib/kafka/data/logs',
    why: 'a volume may be a file system of its own, with a lost+found that Kafka takes for a broken partition',
  },
  ...ours.flatMap((component): readonly Difference[] => [
    {
      component,
      path: 'environment.KAFKA_BROKER_URL',
      value: 'kafka-broker:29092',
      why: 'no Service may be named kafka: Kubernetes would set KAFKA_PORT for Confluent’s image',
    },
    ...Object.entries({ every: 2, timeout: 2, retries: 2 }).map(([name, value]) => ({
      component,
      path: `probe.${name}`,
      value,
      why: 'readiness decides who gets requests: as quick as the health check that msctl gives the gateway elsewhere',
    })),
  ]),
  {
    component: 'adminer',
    path: 'probe.asks',
    value: 'GET 8080/',
    why: 'the kubelet asks by itself; the command of Compose also picks a line to show',
  },
]

/** What only concerns Kafka with ZooKeeper. */
export const justifiedWithZookeeper: readonly Difference[] = [
  ...justifiedDifferences,
  {
    component: 'kafka',
    path: 'entrypoint',
    value: 'bash -c trap exit TERM … exec /etc/confluent/docker/run',
    why: 'a broker must not start while ZooKeeper holds its old session; on Compose the engine starts it again, here that is a back-off',
  },
]

/** The facts with these differences in them. Throws where one makes none. */
export function withDifferences(facts: ContainersFacts, differences: readonly Difference[]): ContainersFacts {
  const changed = structuredClone(facts) as Record<string, object>
  for (const { component, path, value } of differences) {
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    const parent = keys.reduce(
      (at, key) => at[key] as Record<string, unknown>,
      changed[component] as Record<string, unknown>,
    )
    if (parent[last] === value) throw new Error(`${component}.${path} does not differ`)
    parent[last] = value
  }
  return changed as unknown as ContainersFacts
}
