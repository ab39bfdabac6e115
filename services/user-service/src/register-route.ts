import type { FastifyInstance } from 'fastify'
import { EMAIL_MAX_LENGTH } from '../../shared/src/email/normalize-email.ts'
import type { ObjectSchema } from '../../shared/src/http/field-schema.ts'
import {
  bodyResponses,
  detailResponse,
  invalidResponse,
  jsonResponse,
  unavailableResponse,
} from '../../shared/src/http/response-schemas.ts'
import type { UserAppOptions } from './app.ts'
import { userProperties } from './user-schema.ts'
import { uuidV7 } from './uuid-v7.ts'

/** Not only white space, which is trimmed; written out, since regular expressions differ in what it is. */
const someCharacter = '[^\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'

const body = {
  type: 'object',
  required: ['user_name', 'email'],
  properties: {
    user_name: {
      type: 'string',
      minLength: 1,
      maxLength: 100,
      pattern: someCharacter,
      description: 'Trimmed before it is measured',
    },
    email: {
      type: 'string',
      format: 'email',
      maxLength: EMAIL_MAX_LENGTH,
      description: 'At no domain that is reserved, but for examples and tests; stored in lower case',
    },
  },
} satisfies ObjectSchema

const { id, user_name, email } = userProperties
const schema = {
  operationId: 'registerUser',
  tags: ['users'],
  summary: 'Register a user',
  description: 'Answers once user and event are durable; the event follows on the topic.',
  body,
  response: {
    200: jsonResponse('Registered', { message: { type: 'string' }, id, user_name, email }),
    ...bodyResponses,
    409: detailResponse('The e-mail is registered already'),
    ...invalidResponse,
    ...unavailableResponse,
  },
}

export function registerRoute(app: FastifyInstance, { repository, metrics, wake }: UserAppOptions): void {
  app.post<{ Body: { user_name: string; email: string } }>('/register/', { schema }, async (request, reply) => {
    const { user_name, email } = request.body
    const eventId = uuidV7()
    const outcome = await repository.register({
      userName: user_name,
      email,
      eventId,
      requestId: request.id,
      registeredAt: new Date(),
    })
    if (outcome.kind === 'email taken') return reply.code(409).send({ detail: 'Email already registered' })
    wake.ring()
    metrics.registered(email)
    request.log.info({ request: request.id, event: eventId }, `registered user ${outcome.id} ${email}`)
    return { message: 'User registered successfully', id: outcome.id, user_name, email }
  })
}
