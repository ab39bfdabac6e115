import { unescape as decodeLeniently } from 'node:querystring'
import type { RawRequestDefaultExpression } from 'fastify'

/**
 * A path whose percent signs do not decode to text is read as FastAPI reads it: what is no escape is itself, bytes that are no
 * UTF-8 are U+FFFD. Fastify would answer 400 before any hook, uncounted.
 */
export function readableUrl({ url = '/' }: RawRequestDefaultExpression): string {
  if (!url.includes('%')) return url
  const [path = '', ...query] = url.split('?')
  try {
    decodeURIComponent(path)
    return url
  } catch {
    const readable = path.split('/').map((part) => encodeURIComponent(decodeLeniently(part)))
    return [readable.join('/'), ...query].join('?')
  }
}
