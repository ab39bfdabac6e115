import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Unavailable } from '../unavailable.ts'
import { RequestInvalid } from './request-invalid.ts'
import type { RouteTable } from './route-table.ts'

/** Every error in FastAPI's shape, `{"detail": …}`; only a mistake of ours is a 500, and that one is logged. */
export function answerErrors(app: FastifyInstance, routes: RouteTable): void {
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply))
  const answerNotFound = (request: FastifyRequest, reply: FastifyReply) => {
    const methods = routes.match(request.url)?.methods ?? []
    // a route may itself say that there is nothing
    if (methods.length === 0 || methods.includes(request.method)) return reply.code(404).send({ detail: 'Not Found' })
    return reply.code(405).header('allow', methods.join(', ')).send({ detail: 'Method Not Allowed' })
  }
  app.setNotFoundHandler(answerNotFound)
  // before the body is read: whatever it is, it does not matter
  app.addHook('onRequest', (request, reply, done) => {
    if (request.is404) answerNotFound(request, reply)
    else done()
  })
}

export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof RequestInvalid) return reply.code(422).send({ detail: error.fields })
  if (error instanceof Unavailable) {
    request.log.debug({ request: request.id }, `${request.method} ${request.url}: ${error.message}`)
    return reply.code(503).header('retry-after', '1').send({ detail: 'Service temporarily unavailable, please retry' })
  }
  const status = error.statusCode ?? 500
  if (status === 413) return reply.code(413).send({ detail: 'Content Too Large' })
  if (status >= 400 && status < 500) return reply.code(status).send({ detail: error.message })
  request.log.error({ request: request.id, err: error }, `${request.method} ${request.url} failed`)
  return reply.code(500).send({ detail: 'Internal Server Error' })
}

const unreadable: Readonly<Record<string, readonly [status: string, detail: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'Request Timeout'],
}

/** What is no HTTP does not become a request; it is answered in the same shape as the rest. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, detail] = unreadable[error.code ?? ''] ?? ['400 Bad Request', 'Invalid HTTP request received.']
  const body = JSON.stringify({ detail })
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  )
}
