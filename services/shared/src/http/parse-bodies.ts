import type { FastifyInstance } from 'fastify'
import { RequestInvalid } from './request-invalid.ts'

/** JSON by its content type, else the raw text, which validation then refuses with 422 as FastAPI does (not 415). */
export function parseBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    /^application\/(?:[\w.-]+\+)?json/i,
    { parseAs: 'string' },
    async (_: unknown, body: string) => (body.trim() === '' ? undefined : parseJson(body)),
  )
  app.addContentTypeParser('*', { parseAs: 'string' }, async (_: unknown, body: string) =>
    body === '' ? undefined : body,
  )
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (cause) {
    const error = cause instanceof Error ? cause.message : String(cause)
    const position = Number(/position (\d+)/.exec(error)?.[1] ?? (error.includes('end of JSON') ? body.length : 0))
    throw new RequestInvalid([
      { type: 'json_invalid', loc: ['body', position], msg: 'JSON decode error', input: {}, ctx: { error } },
    ])
  }
}
