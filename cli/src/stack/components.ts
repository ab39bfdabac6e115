/** The catalogue: what msctl itself must know of each part of the stack, the same on every target. */
export const componentNames = [
  'mysql',
  'zookeeper',
  'kafka',
  'user-service',
  'notification-service',
  'traefik',
  'prometheus',
  'grafana',
  'adminer',
] as const

export type ComponentName = (typeof componentNames)[number]

export interface ComponentFacts {
  /** One sentence: what it is and does here. */
  readonly summary: string
  /** What must work before this one can. */
  readonly dependsOn: readonly ComponentName[]
  /** Host ports by name, with their defaults. */
  readonly ports: Readonly<Record<string, number>>
  /** May be absent without harm to the pipeline: skipped with a reason when it cannot be had. */
  readonly optional: boolean
  /** One of ours, which can run in several replicas. */
  readonly isService: boolean
}

export const catalogue: Readonly<Record<ComponentName, ComponentFacts>> = {
  mysql: {
    summary: 'Database: users and outbox of user-service, inbox and notifications of notification-service',
    dependsOn: [],
    ports: { mysql: 3306 },
    optional: false,
    isService: false,
  },
  zookeeper: {
    summary: 'Coordinates Kafka (3.9 line): which broker is alive and leads',
    dependsOn: [],
    ports: { zookeeper: 2181 },
    optional: false,
    isService: false,
  },
  kafka: {
    summary: 'Event log: topic user_events, 3 partitions, one broker',
    dependsOn: ['zookeeper'],
    ports: { kafka: 9092 },
    optional: false,
    isService: false,
  },
  'user-service': {
    summary: 'Fastify service: registers users in MySQL and publishes UserRegistered through its outbox',
    dependsOn: ['mysql', 'kafka'],
    ports: { http: 8000 },
    optional: false,
    isService: true,
  },
  'notification-service': {
    summary: 'kafkajs consumer of user_events: stores one notification an event, with an API and metrics',
    dependsOn: ['mysql', 'kafka'],
    ports: { http: 8001 },
    optional: false,
    isService: true,
  },
  traefik: {
    summary: 'Gateway: /api/users and /api/notifications to the two services; dashboard and API',
    dependsOn: [],
    ports: { gateway: 8081, dashboard: 8080 },
    optional: false,
    isService: false,
  },
  prometheus: {
    summary: 'Scrapes every replica of both services, Traefik and itself, every few seconds',
    dependsOn: [],
    ports: { http: 9090 },
    optional: false,
    isService: false,
  },
  grafana: {
    summary: 'Dashboards over Prometheus',
    dependsOn: ['prometheus'],
    ports: { http: 3000 },
    optional: true,
    isService: false,
  },
  adminer: {
    summary: 'Database page for MySQL',
    dependsOn: ['mysql'],
    ports: { http: 8082 },
    optional: true,
    isService: false,
  },
}
