import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/**
 * The id by which a request is found in the logs of all who had it: the X-Request-ID that came with it, when it is short
 * and harmless in a log; else the trace id of a W3C traceparent; else a new one.
 */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id']
  if (typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given)) return given
  return traceIdOf(headers.traceparent) ?? randomUUID()
}

function traceIdOf(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string') return undefined
  const [, version, traceId] = /^([0-9a-f]{2})-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:$|-)/.exec(header) ?? []
  return version === 'ff' || /^0+$/.test(traceId ?? '') ? undefined : traceId
}
