/** Documentation of answers: exact, so that a client or a test can rely on it. Nothing is filtered by it. */
type Properties = Readonly<Record<string, object>>

const requestIdHeader = {
  'X-Request-ID': {
    type: 'string',
    description: 'The one that came with the request, or the trace id of its traceparent, or a new one',
  },
}

/** An object with exactly these properties. */
export function objectSchema(properties: Properties, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', properties, required, additionalProperties: false } as const
}

export function jsonResponse(description: string, properties: Properties, headers: Properties = {}) {
  return { description, headers: { ...requestIdHeader, ...headers }, ...objectSchema(properties) }
}

export function textResponse(description: string) {
  return { description, headers: requestIdHeader, content: { 'text/plain': { schema: { type: 'string' } } } }
}

export function detailResponse(description: string, headers: Properties = {}) {
  return jsonResponse(description, { detail: { type: 'string' } }, headers)
}

const retryAfter = { 'Retry-After': { type: 'integer', description: 'Seconds' } }

export const invalidResponse = {
  422: jsonResponse('The request is not valid', {
    detail: {
      type: 'array',
      minItems: 1,
      items: objectSchema(
        {
          type: { type: 'string' },
          loc: { type: 'array', items: { type: ['string', 'integer'] } },
          msg: { type: 'string' },
          input: { description: 'What was given' },
          ctx: { type: 'object', additionalProperties: true },
        },
        ['ctx'],
      ),
    },
  }),
}

export const unavailableResponse = {
  503: detailResponse('MySQL does not answer, or too many requests wait for it', retryAfter),
}

/** What a route with a body can answer in addition. */
export const bodyResponses = {
  400: detailResponse('The body is no text in UTF-8, or is nested too deep'),
  413: detailResponse('The body is longer than 64 KiB'),
}

export function pageResponse(properties: Properties) {
  return jsonResponse('A page of them, in order of id', {
    items: { type: 'array', items: objectSchema(properties) },
    next_after: { type: ['integer', 'null'], description: 'For `after` of the next page; null on the last' },
  })
}
