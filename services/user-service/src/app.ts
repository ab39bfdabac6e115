import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { createServiceApp } from '../../shared/src/http/create-service-app.ts'
import type { Readiness } from '../../shared/src/readiness.ts'
import { registerRoute } from './register-route.ts'
import type { UserMetrics } from './user-metrics.ts'
import type { UserRepository } from './user-repository.ts'
import { usersRoutes } from './users-routes.ts'
import type { Wake } from './wake.ts'

export interface UserAppOptions {
  readonly logger: FastifyBaseLogger
  readonly readiness: Readiness
  readonly registry: Registry
  readonly repository: UserRepository
  readonly metrics: UserMetrics
  /** Rung after each registration. */
  readonly wake: Pick<Wake, 'ring'>
}

export async function createUserApp(options: UserAppOptions): Promise<FastifyInstance> {
  const app = await createServiceApp({
    name: 'user-service',
    description: 'Registers users and publishes UserRegistered',
    ...options,
  })
  registerRoute(app, options)
  usersRoutes(app, options)
  return app
}
