import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Metric, Registry } from 'prom-client'
import { createRequestTallies, type Tally } from './request-tallies.ts'
import { type RouteTable, templateOf } from './route-table.ts'

const fineBounds = [0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 7.5, 10, 30, 60]
/** Each is a fine one, too. */
const coarseBounds = [0.1, 0.5, 1]

interface Sample {
  readonly metricName: string
  readonly labels: Readonly<Record<string, string | number>>
  readonly value: number
}

/** HTTP metrics with names, labels and buckets of FastAPI's instrumentator (prometheus_fastapi_instrumentator 8). */
export function measureRequests(app: FastifyInstance, routes: RouteTable, registry: Registry): void {
  const tallies = createRequestTallies(fineBounds)
  const register = (name: string, type: string, help: string, read: () => readonly Sample[]) => {
    const get = async () => ({ name, help, type, values: read(), aggregator: 'sum' })
    // what a registry asks of its metrics
    registry.registerMetric({ name, help, type, get } as unknown as Metric)
  }
  const registerSize = (what: 'request' | 'response') => {
    const name = `http_${what}_size_bytes`
    const help = `Content length of ${what}s by handler. 0 where the header is absent.`
    register(name, 'summary', help, () =>
      tallies.by('handler').flatMap((tally) => sumAndCount(name, tally, tally[`${what}Bytes`])),
    )
  }
  const total = 'http_requests_total'
  register(total, 'counter', 'Total number of requests by method, status and handler.', () =>
    tallies
      .by('handler', 'method', 'status')
      .map(({ labels, requests }) => ({ metricName: total, labels, value: requests })),
  )
  registerSize('request')
  registerSize('response')
  const fine = 'http_request_duration_highr_seconds'
  register(fine, 'histogram', 'Latency with many buckets but no API specific labels.', () =>
    tallies.by().flatMap((tally) => histogram(fine, fineBounds, tally)),
  )
  const coarse = 'http_request_duration_seconds'
  register(coarse, 'histogram', 'Latency with only few buckets by handler.', () =>
    tallies.by('handler', 'method').flatMap((tally) => histogram(coarse, coarseBounds, tally)),
  )
  const count = (request: FastifyRequest, reply: FastifyReply): void => {
    const { method, headers } = request
    const status = `${Math.floor(reply.statusCode / 100)}xx`
    tallies.add(
      { handler: handlerOf(request, routes), method, status },
      {
        seconds: reply.elapsedTime / 1000,
        requestBytes: lengthOf(headers['content-length']),
        responseBytes: lengthOf(reply.getHeader('content-length')),
      },
    )
  }
  app.addHook('onResponse', (request, reply, done) => {
    count(request, reply)
    done()
  })
  // of a client that did not wait for the answer there is no response, but the request was carried out
  app.addHook('onSend', (request, reply, payload, done) => {
    if (reply.raw.destroyed) count(request, reply)
    done(null, payload)
  })
}

function histogram(name: string, bounds: readonly number[], tally: Tally): readonly Sample[] {
  const within = (most: number): number =>
    tally.inBucket.reduce((total, count, index) => ((fineBounds[index] ?? 0) <= most ? total + count : total), 0)
  const bucket = (le: number | string, value: number) => ({
    metricName: `${name}_bucket`,
    labels: { le, ...tally.labels },
    value,
  })
  return [
    ...bounds.map((bound) => bucket(bound, within(bound))),
    bucket('+Inf', tally.requests),
    ...sumAndCount(name, tally, tally.seconds),
  ]
}

function sumAndCount(name: string, { labels, requests }: Tally, sum: number): readonly Sample[] {
  return [
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: requests },
  ]
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
