/** One entry of a 422 body, in the shape that FastAPI gives it. */
export interface InvalidField {
  readonly type: string
  readonly loc: readonly (string | number)[]
  readonly msg: string
  readonly input: unknown
  readonly ctx?: Readonly<Record<string, unknown>>
}

/** Becomes a 422 with `{"detail": fields}`. */
export class RequestInvalid extends Error {
  override readonly name = 'RequestInvalid'
  readonly statusCode = 422
  readonly fields: readonly InvalidField[]

  constructor(fields: readonly InvalidField[]) {
    super(fields.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; '))
    this.fields = fields
  }
}

export function notAnObject(source: string, input: unknown): InvalidField {
  const msg = 'Input should be a valid dictionary or object to extract fields from'
  return { type: 'model_attributes_type', loc: [source], msg, input }
}
