import type { FastifyInstance } from 'fastify'
import { afterSchema, limitSchema, type ObjectSchema } from '../../shared/src/http/field-schema.ts'
import {
  detailResponse,
  invalidResponse,
  jsonResponse,
  pageResponse,
  unavailableResponse,
} from '../../shared/src/http/response-schemas.ts'
import { toPage } from '../../shared/src/http/to-page.ts'
import type { UserAppOptions } from './app.ts'
import { userProperties } from './user-schema.ts'

const querystring = {
  type: 'object',
  properties: {
    after: afterSchema,
    limit: limitSchema,
    email: { type: 'string', description: 'Only the user with this address' },
  },
} satisfies ObjectSchema

const params = {
  type: 'object',
  required: ['user_id'],
  properties: { user_id: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER } },
} satisfies ObjectSchema

const listSchema = {
  operationId: 'listUsers',
  tags: ['users'],
  summary: 'Users in order of id',
  querystring,
  response: { 200: pageResponse(userProperties), ...invalidResponse, ...unavailableResponse },
}

const findSchema = {
  operationId: 'getUser',
  tags: ['users'],
  summary: 'One user',
  params,
  response: {
    200: jsonResponse('The user', userProperties),
    404: detailResponse('There is no such user'),
    ...invalidResponse,
    ...unavailableResponse,
  },
}

export function usersRoutes(app: FastifyInstance, { repository }: UserAppOptions): void {
  type Query = { after: number; limit: number; email?: string }
  app.get<{ Querystring: Query }>('/users', { schema: listSchema }, async ({ query: { after, limit, email } }) =>
    toPage(await repository.list({ after, limit: limit + 1, email: email?.toLowerCase() }), limit),
  )

  app.get<{ Params: { user_id: number } }>('/users/:user_id', { schema: findSchema }, async (request, reply) => {
    const user = await repository.find(request.params.user_id)
    return user ?? reply.code(404).send({ detail: 'User not found' })
  })
}
