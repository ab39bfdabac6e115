import { parse as parseQuery } from 'node:querystring'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Registry } from 'prom-client'
import packageJson from '../../../../package.json' with { type: 'json' }
import type { Readiness } from '../readiness.ts'
import { answerError, answerErrors, answerUnreadable } from './answer-errors.ts'
import type { ObjectSchema } from './field-schema.ts'
import { measureRequests } from './measure-requests.ts'
import { parseBodies } from './parse-bodies.ts'
import { readableUrl } from './readable-url.ts'
import { renewConnections } from './renew-connections.ts'
import { requestIdOf } from './request-id.ts'
import { jsonResponse } from './response-schemas.ts'
import { createRouteTable } from './route-table.ts'
import { serveDocs } from './serve-docs.ts'
import { serveProbes } from './serve-probes.ts'
import { settleObjectLayouts } from './settle-object-layouts.ts'
import { validateRequest } from './validate-request.ts'

export interface ServiceAppOptions {
  readonly name: string
  readonly description: string
  readonly logger: FastifyBaseLogger
  readonly readiness: Readiness
  readonly registry: Registry
}

const sources: Readonly<Record<string, 'body' | 'query' | 'path'>> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
}

/** What both services have: FastAPI's manners, metrics, probes, documentation and GET /. Routes are added to the result. */
export async function createServiceApp(options: ServiceAppOptions): Promise<FastifyInstance> {
  const { name, description, logger, readiness, registry } = options
  settleObjectLayouts()
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // a logger for each request would cost more than its line; our lines name their request themselves
    childLoggerFactory: (logger) => logger,
    bodyLimit: 64 * 1024,
    // a request that trickles in holds a connection, and a stop, no longer than this
    requestTimeout: 10_000,
    // a request on a connection that was open before the service stopped is one of the running ones
    return503OnClosing: false,
    // long parameters are refused by their route's own rules; a text in a query that cannot be decoded stays as it is
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 65_536, querystringParser: (text) => parseQuery(text) },
    rewriteUrl: readableUrl,
    frameworkErrors: answerError,
    clientErrorHandler: answerUnreadable,
    genReqId: ({ headers }) => requestIdOf(headers),
  })
  const routes = createRouteTable(app)
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: name, description, version: packageJson.version } },
  })
  app.setValidatorCompiler<ObjectSchema>(({ schema, httpPart = 'body' }) => (data) => {
    try {
      return { value: validateRequest(schema, sources[httpPart] ?? 'body', data) }
    } catch (error) {
      return { error: error as Error }
    }
  })
  // response schemas document; they do not filter
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  // JSON has no charset (RFC 8259), and FastAPI sends none
  app.addHook('onSend', (_, reply, payload, done) => {
    if (reply.getHeader('content-type') === 'application/json; charset=utf-8')
      reply.header('content-type', 'application/json')
    done(null, payload)
  })
  renewConnections(app.server)
  measureRequests(app, routes, registry)
  parseBodies(app)
  answerErrors(app, routes)
  serveProbes(app, readiness, registry)
  serveDocs(app, name)
  app.get('/', { schema: rootSchema }, async () => ({
    service: name,
    version: packageJson.version,
    description,
    docs: '/docs',
  }))
  return app
}

const text = { type: 'string' }
const rootSchema = {
  operationId: 'describeService',
  tags: ['operations'],
  summary: 'What this is',
  response: {
    200: jsonResponse('Name and version', { service: text, version: text, description: text, docs: text }),
  },
}
