import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { createServiceApp } from '../../shared/src/http/create-service-app.ts'
import type { Readiness } from '../../shared/src/readiness.ts'
import type { NotificationRepository } from './notification-repository.ts'
import { notificationsRoute } from './notifications-route.ts'

export interface NotificationAppOptions {
  readonly logger: FastifyBaseLogger
  readonly readiness: Readiness
  readonly registry: Registry
  readonly repository: Pick<NotificationRepository, 'list'>
}

export async function createNotificationApp(options: NotificationAppOptions): Promise<FastifyInstance> {
  const app = await createServiceApp({
    name: 'notification-service',
    description: 'Consumes UserRegistered and keeps one notification for each',
    ...options,
  })
  notificationsRoute(app, options)
  return app
}
