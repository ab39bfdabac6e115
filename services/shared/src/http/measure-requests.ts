import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Counter, Histogram, type Registry, Summary } from 'prom-client'
import { type RouteTable, templateOf } from './route-table.ts'

const fineBuckets = [0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 7.5, 10, 30, 60]

/** HTTP metrics with names, labels and buckets of FastAPI's instrumentator (prometheus_fastapi_instrumentator 8). */
export function measureRequests(app: FastifyInstance, routes: RouteTable, registry: Registry): void {
  const registers = [registry]
  const total = new Counter({
    name: 'http_requests_total',
    help: 'Total number of requests by method, status and handler.',
    labelNames: ['handler', 'method', 'status'],
    registers,
  })
  const size = (what: string) =>
    new Summary({
      name: `http_${what}_size_bytes`,
      help: `Content length of ${what}s by handler. 0 where the header is absent.`,
      labelNames: ['handler'],
      percentiles: [],
      registers,
    })
  const [requestSize, responseSize] = [size('request'), size('response')]
  const fine = new Histogram({
    name: 'http_request_duration_highr_seconds',
    help: 'Latency with many buckets but no API specific labels.',
    buckets: fineBuckets,
    registers,
  })
  const coarse = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Latency with only few buckets by handler.',
    labelNames: ['handler', 'method'],
    buckets: [0.1, 0.5, 1],
    registers,
  })
  app.addHook('onResponse', (request, reply, done) => {
    const handler = handlerOf(request, routes)
    const { method } = request
    const seconds = reply.elapsedTime / 1000
    total.inc({ handler, method, status: `${Math.floor(reply.statusCode / 100)}xx` })
    requestSize.observe({ handler }, lengthOf(request.headers['content-length']))
    responseSize.observe({ handler }, lengthOf(reply.getHeader('content-length')))
    fine.observe(seconds)
    coarse.observe({ handler, method }, seconds)
    done()
  })
}

/** The route's template; of a wrong method too; "none" for an unknown path, so that paths never become labels. */
function handlerOf({ routeOptions, url }: FastifyRequest, routes: RouteTable): string {
  if (routeOptions.url !== undefined) return templateOf(routeOptions.url)
  return routes.match(url)?.template ?? 'none'
}

function lengthOf(header: ReturnType<FastifyReply['getHeader']>): number {
  const length = Number(header ?? 0)
  return Number.isFinite(length) ? length : 0
}
