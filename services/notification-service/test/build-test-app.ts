import { pino } from 'pino'
import { Registry } from 'prom-client'
import { createReadiness } from '../../shared/src/readiness.ts'
import { createNotificationApp } from '../src/app.ts'
import { createEventMetrics } from '../src/event-metrics.ts'
import type { Notification, NotificationPage } from '../src/notification-repository.ts'
import { eventIdOfUser } from './test-messages.ts'

/** The app on notifications in memory, of users 1 to `count`; `failWith` makes the repository throw. */
export async function buildTestApp(count: number) {
  const pages: NotificationPage[] = []
  const state: { failWith?: Error } = {}
  const rows: Notification[] = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    event_id: eventIdOfUser(index + 1),
    user_id: index + 1,
    user_name: `u${index + 1}`,
    email: `u${index + 1}@b.co`,
    received_at: new Date('2026-11-24T07:00:00.123Z'),
  }))
  const logger = pino({ level: 'silent' })
  const readiness = createReadiness(['mysql', 'kafka', 'consumer'], logger)
  const registry = new Registry()
  const metrics = createEventMetrics(registry)
  const repository = {
    list: async (page: NotificationPage) => {
      if (state.failWith) throw state.failWith
      pages.push(page)
      const { after, limit, email, userName } = page
      return rows
        .filter(({ id }) => id > after)
        .filter((row) => (email ?? row.email) === row.email && (userName ?? row.user_name) === row.user_name)
        .slice(0, limit)
    },
  }
  const app = await createNotificationApp({ logger, readiness, registry, repository })
  return { app, pages, state, readiness, metrics }
}
