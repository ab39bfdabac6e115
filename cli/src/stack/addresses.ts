import type { ComponentName } from './components.ts'
import type { Stack } from './stack.ts'

export interface Address {
  /** What `msctl open` and --json call it. */
  readonly name: string
  readonly title: string
  readonly component: ComponentName
  /** Of a page, or host:port where no browser helps. */
  readonly address: string
  readonly isPage: boolean
}

interface Place {
  readonly name: string
  readonly title: string
  readonly component: ComponentName
  readonly port: string
  /** Absent: not HTTP. */
  readonly path?: string
}

const places: readonly Place[] = [
  { name: 'gateway', title: 'Gateway, users', component: 'traefik', port: 'gateway', path: '/api/users' },
  {
    name: 'notifications',
    title: 'Gateway, notifications',
    component: 'traefik',
    port: 'gateway',
    path: '/api/notifications',
  },
  { name: 'docs', title: 'User service', component: 'user-service', port: 'http', path: '/docs' },
  {
    name: 'notification-docs',
    title: 'Notification service',
    component: 'notification-service',
    port: 'http',
    path: '/docs',
  },
  { name: 'traefik', title: 'Traefik', component: 'traefik', port: 'dashboard', path: '/api/overview' },
  { name: 'prometheus', title: 'Prometheus', component: 'prometheus', port: 'http', path: '' },
  { name: 'grafana', title: 'Grafana', component: 'grafana', port: 'http', path: '' },
  { name: 'adminer', title: 'Adminer', component: 'adminer', port: 'http', path: '' },
  { name: 'mysql', title: 'MySQL', component: 'mysql', port: 'mysql' },
  { name: 'kafka', title: 'Kafka', component: 'kafka', port: 'kafka' },
  { name: 'zookeeper', title: 'ZooKeeper', component: 'zookeeper', port: 'zookeeper' },
]

export const addressNames: readonly string[] = places.map(({ name }) => name)

/** Where this machine reaches each part of the stack; `without`: components that are not there (skipped). */
export function addressesOf(stack: Stack, without: readonly ComponentName[] = []): readonly Address[] {
  const host = reachableHost(stack)
  return places.flatMap(({ name, title, component, port, path }) => {
    const found = [...stack.components, ...stack.external].find((one) => one.name === component)
    if (found === undefined || without.includes(component)) return []
    const place = `${host}:${found.ports[port]}`
    const isPage = path !== undefined
    return [{ name, title, component, address: isPage ? `http://${place}${path}` : place, isPage }]
  })
}

/** 0.0.0.0 is where a server listens, not where a client connects. */
export function reachableHost({ bind }: Pick<Stack, 'bind'>): string {
  return bind === '0.0.0.0' ? '127.0.0.1' : bind
}
