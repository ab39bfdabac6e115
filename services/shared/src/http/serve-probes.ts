import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, type Registry } from 'prom-client'
import type { Readiness } from '../readiness.ts'
import { jsonResponse, objectSchema, textResponse } from './response-schemas.ts'

const operations = { tags: ['operations'] }

const readinessProperties = {
  status: { type: 'string', enum: ['ready', 'not ready'] },
  detail: { type: 'string', description: 'All that stands in the way; empty when ready' },
  checks: {
    type: 'object',
    additionalProperties: objectSchema({ works: { type: 'boolean' }, detail: { type: 'string' } }),
  },
}

const liveness = {
  ...operations,
  operationId: 'isAlive',
  summary: 'Is the process alive',
  response: { 200: jsonResponse('It is', { status: { type: 'string', enum: ['alive'] } }) },
}

const readinessSchema = {
  ...operations,
  operationId: 'isReady',
  summary: 'Can it do its work, and what it waits for',
  response: {
    200: jsonResponse('It can', readinessProperties),
    503: jsonResponse('It waits for something', readinessProperties),
  },
}

const metricsSchema = {
  ...operations,
  operationId: 'getMetrics',
  summary: 'Metrics in Prometheus text format',
  response: { 200: textResponse('All metrics') },
}

/** GET /livez, /readyz and /metrics. Alive is: the process answers; it says nothing of MySQL or Kafka. */
export function serveProbes(app: FastifyInstance, readiness: Readiness, registry: Registry): void {
  collectDefaultMetrics({ register: registry })

  app.get('/livez', { schema: liveness }, async () => ({ status: 'alive' }))

  app.get('/readyz', { schema: readinessSchema }, async (_, reply) => {
    const { ready, detail, checks } = readiness.report()
    if (!ready) reply.code(503)
    return { status: ready ? 'ready' : 'not ready', detail, checks }
  })

  app.get('/metrics', { schema: metricsSchema }, async (_, reply) => {
    reply.header('content-type', registry.contentType)
    return registry.metrics()
  })
}
