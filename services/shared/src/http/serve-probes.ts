import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, type Registry } from 'prom-client'
import type { Readiness } from '../readiness.ts'

const operations = { tags: ['operations'] }

/** GET /livez, /readyz and /metrics. Alive is: the process answers; it says nothing of MySQL or Kafka. */
export function serveProbes(app: FastifyInstance, readiness: Readiness, registry: Registry): void {
  collectDefaultMetrics({ register: registry })

  app.get('/livez', { schema: { ...operations, summary: 'Is the process alive' } }, async () => ({ status: 'alive' }))

  app.get(
    '/readyz',
    { schema: { ...operations, summary: 'Can it do its work, and what it waits for' } },
    async (_, reply) => {
      const { ready, detail, checks } = readiness.report()
      if (!ready) reply.code(503)
      return { status: ready ? 'ready' : 'not ready', detail, checks }
    },
  )

  app.get('/metrics', { schema: { ...operations, summary: 'Metrics in Prometheus text format' } }, async (_, reply) => {
    reply.header('content-type', registry.contentType)
    return registry.metrics()
  })
}
