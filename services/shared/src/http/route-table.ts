import type { FastifyInstance } from 'fastify'

export interface KnownRoute {
  /** As FastAPI writes it: /users/{user_id} */
  readonly template: string
  /** Sorted, for an Allow header. */
  readonly methods: readonly string[]
}

export interface RouteTable {
  /** The route that a URL belongs to, whatever the method; with or without its last slash. */
  match(url: string): KnownRoute | undefined
}

/** Remembers the routes that are added from now on: Fastify itself answers 404 for a wrong method and cannot tell which would be right. */
export function createRouteTable(app: FastifyInstance): RouteTable {
  const routes = new Map<string, { pattern: RegExp; methods: Set<string> }>()
  app.addHook('onRoute', ({ url, method }) => {
    const template = templateOf(url)
    const route = routes.get(template) ?? { pattern: patternOf(url), methods: new Set() }
    for (const one of [method].flat()) route.methods.add(one)
    routes.set(template, route)
  })
  return {
    match: (url) => {
      const path = url.split('?', 1)[0] ?? ''
      const found = [...routes].find(([, { pattern }]) => pattern.test(path))
      return found && { template: found[0], methods: [...found[1].methods].sort() }
    },
  }
}

const templates = new Map<string, string>()

/** Of the URL that a route was added with, of which there are few: each is translated once. */
export function templateOf(url: string): string {
  const known = templates.get(url)
  if (known !== undefined) return known
  const template = url.replaceAll(/:(\w+)/g, '{$1}')
  templates.set(url, template)
  return template
}

function patternOf(url: string): RegExp {
  const path = url.replace(/\/$/, '').replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')
  return new RegExp(`^${path}/?$`)
}
