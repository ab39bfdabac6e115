import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { findJsonProblem } from './find-json-problem.ts'
import { notAnObject, RequestInvalid } from './request-invalid.ts'
import { RequestUnreadable } from './request-unreadable.ts'

/** Deeper ones are refused before anything recursive sees them; FastAPI's limit is about the same. */
const MAX_DEPTH = 500
const mediaType = /^[^\s/;]+\/[^\s/;]+\s*(?:;|$)/

/** JSON by its content type, else the raw text, which validation then refuses with 422 as FastAPI does (not 415). */
export function parseBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    /^application\/(?:[^;\s]+\+)?json\s*(?:;|$)/i,
    { parseAs: 'buffer' },
    (_: unknown, body: Buffer, done) => done(null, body.length === 0 ? undefined : parseJson(body)),
  )
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_: unknown, body: Buffer, done) =>
    done(null, body.length === 0 ? undefined : body.toString()),
  )
  // Fastify would refuse a type that is none with 415 before any parser is asked
  app.addHook('onRequest', ({ headers }, _, done) => {
    if (!mediaType.test(headers['content-type'] ?? 'none/given')) delete headers['content-type']
    done()
  })
}

function parseJson(body: Buffer): unknown {
  if (!isUtf8(body)) throw new RequestUnreadable()
  const decoded = body.toString()
  const text = decoded.startsWith('\ufeff') ? decoded.slice(1) : decoded
  if (text.length > 2 * MAX_DEPTH && depthOf(text) > MAX_DEPTH) throw new RequestUnreadable()
  try {
    const body: unknown = JSON.parse(text)
    // Fastify's validation takes null for no body at all
    if (body !== null) return body
  } catch (cause) {
    const { position, message } = findJsonProblem(text) ?? { position: 0, message: String(cause) }
    throw new RequestInvalid([
      { type: 'json_invalid', loc: ['body', position], msg: 'JSON decode error', input: {}, ctx: { error: message } },
    ])
  }
  throw new RequestInvalid([notAnObject('body', null)])
}

/** How many lists and objects are open at once, at most. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0]
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[{\]}]/gs)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, ++depth)
    else if (token === ']' || token === '}') depth--
  }
  return deepest
}
