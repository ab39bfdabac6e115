import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Unavailable } from '../unavailable.ts'
import { RequestInvalid } from './request-invalid.ts'
import type { RouteTable } from './route-table.ts'

/** Every error in FastAPI's shape, `{"detail": …}`; only a mistake of ours is a 500, and that one is logged. */
export function answerErrors(app: FastifyInstance, routes: RouteTable): void {
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply))
  app.setNotFoundHandler((request, reply) => {
    const methods = routes.match(request.url)?.methods ?? []
    // a route may itself say that there is nothing
    if (methods.length === 0 || methods.includes(request.method)) return reply.code(404).send({ detail: 'Not Found' })
    return reply.code(405).header('allow', methods.join(', ')).send({ detail: 'Method Not Allowed' })
  })
}

export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof RequestInvalid) return reply.code(422).send({ detail: error.fields })
  if (error instanceof Unavailable) {
    request.log.debug(`${request.method} ${request.url}: ${error.message}`)
    return reply.code(503).header('retry-after', '1').send({ detail: 'Service temporarily unavailable, please retry' })
  }
  const status = error.statusCode ?? 500
  if (status >= 400 && status < 500) return reply.code(status).send({ detail: error.message })
  request.log.error({ err: error }, `${request.method} ${request.url} failed`)
  return reply.code(500).send({ detail: 'Internal Server Error' })
}
