import { pino } from 'pino'
import { Registry } from 'prom-client'
import { createNotificationApp } from '../../../services/notification-service/src/app.ts'
import { createEventMetrics } from '../../../services/notification-service/src/event-metrics.ts'
import { createReadiness } from '../../../services/shared/src/readiness.ts'
import { buildTestApp } from '../../../services/user-service/test/build-test-app.ts'

/** What other programs expose, as far as dashboards and rules use it: Traefik 3 (pkg/observability/metrics) and Prometheus. */
const ofOthers = ['traefik_service_requests_total', 'up']

/** Names of all series that a dashboard or a rule may ask for: of our services as they really expose them, and of others. */
export async function knownMetrics(): Promise<ReadonlySet<string>> {
  const { user, notification } = await serviceMetrics()
  return new Set([...user, ...notification, ...ofOthers])
}

/** Names of the series that each service exposes at /metrics. */
export async function serviceMetrics(): Promise<Record<'user' | 'notification', readonly string[]>> {
  const { app: users } = await buildTestApp()
  const registry = new Registry()
  createEventMetrics(registry)
  const logger = pino({ level: 'silent' })
  const readiness = createReadiness(['mysql'], logger)
  const notifications = await createNotificationApp({
    logger,
    readiness,
    registry,
    repository: { list: async () => [] },
  })
  const expositionOf = async (app: typeof users) => (await app.inject({ url: '/metrics' })).body
  return {
    user: seriesNames(await expositionOf(users)),
    notification: seriesNames(await expositionOf(notifications)),
  }
}

/** From the TYPE lines, which are there before a metric with labels has its first series. */
function seriesNames(exposition: string): readonly string[] {
  return [...exposition.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) => {
    if (type === 'histogram') return [`${name}_bucket`, `${name}_sum`, `${name}_count`]
    return type === 'summary' ? [name, `${name}_sum`, `${name}_count`] : [name]
  })
}
