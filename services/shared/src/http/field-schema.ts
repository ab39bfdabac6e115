/** The part of JSON Schema that our routes use; the same object documents a route and validates its requests. */
export interface TextSchema {
  readonly type: 'string'
  readonly description?: string
  readonly format?: 'email'
  readonly minLength?: number
  readonly maxLength?: number
  /** For readers of the document only: what it says, other rules do. */
  readonly pattern?: string
}

export interface IntegerSchema {
  readonly type: 'integer'
  readonly description?: string
  readonly minimum: number
  readonly maximum: number
  readonly default?: number
}

export type FieldSchema = TextSchema | IntegerSchema

export interface ObjectSchema {
  readonly type: 'object'
  readonly required?: readonly string[]
  readonly properties: Readonly<Record<string, FieldSchema>>
}

/** Id of the last item seen: the next page begins after it. */
export const afterSchema: IntegerSchema = {
  type: 'integer',
  description: 'Only items with a greater id: `next_after` of the page before',
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  default: 0,
}

export const limitSchema: IntegerSchema = {
  type: 'integer',
  description: 'Items on a page',
  minimum: 1,
  maximum: 1000,
  default: 100,
}
