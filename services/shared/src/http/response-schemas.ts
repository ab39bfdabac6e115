const text = { type: 'string' } as const
const detail = (description: string) => ({ description, type: 'object', properties: { detail: text } })

/** Documentation of the answers that every route can give. */
export const errorResponses = {
  422: {
    description: 'The request is not valid',
    type: 'object',
    properties: {
      detail: {
        type: 'array',
        items: {
          type: 'object',
          required: ['type', 'loc', 'msg'],
          properties: {
            type: text,
            loc: { type: 'array', items: { type: ['string', 'integer'] } },
            msg: text,
            input: {},
            ctx: { type: 'object', additionalProperties: true },
          },
        },
      },
    },
  },
  503: detail('MySQL does not answer; try again after the seconds in Retry-After'),
}

export const detailResponse = detail

export function pageResponse(properties: Readonly<Record<string, object>>) {
  return {
    description: 'A page of them, in order of id',
    type: 'object',
    properties: {
      items: { type: 'array', items: { type: 'object', properties } },
      next_after: { type: ['integer', 'null'], description: 'For `after` of the next page; null on the last' },
    },
  }
}
