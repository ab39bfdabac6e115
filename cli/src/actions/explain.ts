import type { ComponentName } from '../stack/components.ts'
import { catalogue } from '../stack/components.ts'
import type { ComponentStatus, Stack } from '../stack/stack.ts'
import { heldUpBy, waitsFor } from '../stack/waits-for.ts'

export interface Explanation {
  readonly name: ComponentName
  readonly summary: string
  readonly isOptional: boolean
  /** What it waits for, and why. */
  readonly waitsFor: readonly { readonly name: ComponentName; readonly why: string }[]
  /** What directly or through others waits for it. */
  readonly heldUp: readonly ComponentName[]
  /** When it counts as ready. */
  readonly ready: string
  readonly ports: Readonly<Record<string, number>>
  /** Absent while no stack runs. */
  readonly replicas?: readonly Pick<ComponentStatus, 'replica' | 'state' | 'detail'>[]
}

const readyWhen: Readonly<Record<ComponentName, string>> = {
  mysql: 'a query on the schema is answered over TCP',
  zookeeper: 'it answers ruok with imok',
  kafka: 'each partition has a leader and the consumer group a coordinator',
  'user-service': '/readyz answers: MySQL and Kafka are there for it',
  'notification-service': '/readyz answers and its consumer group is stable with all partitions assigned',
  traefik: 'both routes lead to their service',
  prometheus: 'every target that it is to scrape is up',
  grafana: 'its data source is there',
  adminer: 'its page answers',
}

const why: Readonly<Partial<Record<`${ComponentName} ${ComponentName}`, string>>> = {
  'kafka zookeeper': 'the broker registers there and learns who leads',
  'user-service mysql': 'a registration is committed there before it is answered',
  'user-service kafka': 'it creates the topic and publishes what its outbox holds',
  'notification-service mysql': 'inbox and notifications are written there in one transaction',
  'notification-service kafka': 'it consumes the topic, once it exists',
  'traefik user-service': 'a route works only when something answers behind it',
  'traefik notification-service': 'a route works only when something answers behind it',
  'prometheus user-service': 'a target is up only once it was scraped',
  'prometheus notification-service': 'a target is up only once it was scraped',
  'prometheus traefik': 'a target is up only once it was scraped',
  'grafana prometheus': 'its dashboards ask it',
  'adminer mysql': 'it shows its tables',
}

/** What a component is, why it waits and what depends on it, in this stack. */
export function explain(stack: Stack, name: ComponentName, statuses?: readonly ComponentStatus[]): Explanation {
  const component = stack.components.find((one) => one.name === name)
  const { summary, optional, ports } = catalogue[name]
  const replicas = statuses?.filter((status) => status.name === name)
  return {
    name,
    summary,
    isOptional: optional,
    waitsFor: component
      ? waitsFor(stack, component).map((other) => ({ name: other, why: why[`${name} ${other}`] ?? '' }))
      : [],
    heldUp: heldUpBy(stack, name),
    ready: readyWhen[name],
    ports: component?.ports ?? ports,
    ...(replicas ? { replicas: replicas.map(({ replica, state, detail }) => ({ replica, state, detail })) } : {}),
  }
}
