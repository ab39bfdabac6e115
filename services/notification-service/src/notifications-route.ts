import type { FastifyInstance } from 'fastify'
import { afterSchema, limitSchema, type ObjectSchema } from '../../shared/src/http/field-schema.ts'
import { invalidResponse, pageResponse, unavailableResponse } from '../../shared/src/http/response-schemas.ts'
import { toPage } from '../../shared/src/http/to-page.ts'
import type { NotificationAppOptions } from './app.ts'

const querystring = {
  type: 'object',
  properties: {
    email: { type: 'string', description: 'Only those of this address' },
    user_name: { type: 'string', description: 'Only those of users with exactly this name' },
    after: afterSchema,
    limit: limitSchema,
  },
} satisfies ObjectSchema

const schema = {
  operationId: 'listNotifications',
  tags: ['notifications'],
  summary: 'Notifications in order of id',
  querystring,
  response: {
    200: pageResponse({
      id: { type: 'integer', minimum: 1 },
      event_id: { type: 'string', format: 'uuid' },
      user_id: { type: ['integer', 'null'], minimum: 1, description: 'null for an event of an older producer' },
      user_name: { type: 'string' },
      email: { type: 'string' },
      received_at: { type: 'string', format: 'date-time' },
    }),
    ...invalidResponse,
    ...unavailableResponse,
  },
}

interface Query {
  readonly email?: string
  readonly user_name?: string
  readonly after: number
  readonly limit: number
}

export function notificationsRoute(app: FastifyInstance, { repository }: NotificationAppOptions): void {
  app.get<{ Querystring: Query }>('/notifications', { schema }, async ({ query }) => {
    const { email, user_name: userName, after, limit } = query
    return toPage(await repository.list({ after, limit: limit + 1, email: email?.toLowerCase(), userName }), limit)
  })
}
