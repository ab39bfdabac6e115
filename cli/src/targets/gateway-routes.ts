import type { ComponentName } from '../stack/components.ts'

interface Route {
  readonly name: string
  readonly service: ComponentName
  readonly rule: string
  /** Taken off the path; goes to the service as X-Forwarded-Prefix. */
  readonly strip: string
  readonly priority: number
}

/** What passes the gateway and to where. All else is 404, /metrics and probes of the services with it. */
const routes: readonly Route[] = [
  ...routesOf('user-service', '/api/users', { register: ['/register', '/register/'] }),
  ...routesOf('notification-service', '/api/notifications', {}),
]

function routesOf(
  service: ComponentName,
  prefix: string,
  own: Readonly<Record<string, readonly string[]>>,
): readonly Route[] {
  const pages = { ...own, docs: ['/docs', '/docs/*', '/openapi.json'] }
  return [
    { name: service, service, rule: either([prefix, `${prefix}/*`]), strip: '/api', priority: 1 },
    ...Object.entries(pages).map(([page, paths]) => {
      const rule = either(paths.map((path) => prefix + path))
      return { name: `${service}-${page}`, service, rule, strip: prefix, priority: 2 }
    }),
  ]
}

export interface GatewayOptions {
  /** host:port of every replica; undefined: no such service in the stack, so no route. */
  readonly addresses: (service: ComponentName) => readonly string[] | undefined
  /** Traefik has an entry point named after each service, too, which passes everything through to all replicas. */
  readonly hasServiceEntryPoints: boolean
  /** Whether replicas that do not say /livez are left out; only for those that are named one by one and surely know it. */
  readonly isHealthChecked?: (service: ComponentName) => boolean
}

/** The dynamic configuration of Traefik, as an object. */
export function gatewayRoutes({
  addresses,
  hasServiceEntryPoints,
  isHealthChecked = () => false,
}: GatewayOptions): object {
  const present = routes.filter(({ service }) => addresses(service) !== undefined)
  const middlewares = new Map(
    present.map(({ strip }) => [middlewareName(strip), { stripPrefix: { prefixes: [strip] } }]),
  )
  const services = new Map(
    present.map(({ service }) => [
      service,
      {
        loadBalancer: {
          servers: (addresses(service) ?? []).map((address) => ({ url: `http://${address}` })),
          ...(isHealthChecked(service) ? { healthCheck } : {}),
        },
      },
    ]),
  )
  const direct = hasServiceEntryPoints ? [...services.keys()] : []
  return {
    http: {
      routers: Object.fromEntries([
        ...present.map(({ name, service, rule, strip, priority }) => [
          name,
          { entryPoints: ['gateway'], rule, priority, service, middlewares: [middlewareName(strip), 'other-replica'] },
        ]),
        ...direct.map((service) => [
          `${service}-direct`,
          { entryPoints: [service], rule: 'PathPrefix(`/`)', service, middlewares: ['other-replica'] },
        ]),
      ]),
      // Only what no server has begun to answer is sent again: a replica that just went away costs nobody an error.
      middlewares: { ...Object.fromEntries(middlewares), 'other-replica': { retry: { attempts: 3 } } },
      services: Object.fromEntries(services),
    },
  }
}

/** A replica that hangs or is gone is left out; one that only lacks its database answers that itself. */
const healthCheck = { path: '/livez', interval: '1s', timeout: '1s' }

const middlewareName = (strip: string): string => `strip${strip.replaceAll('/', '-')}`

function either(paths: readonly string[]): string {
  return paths
    .map((path) => (path.endsWith('/*') ? `PathPrefix(\`${path.slice(0, -1)}\`)` : `Path(\`${path}\`)`))
    .join(' || ')
}
