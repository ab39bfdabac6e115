import { normalizeEmail } from '../email/normalize-email.ts'
import { trimText } from '../trim-text.ts'
import type { IntegerSchema, ObjectSchema, TextSchema } from './field-schema.ts'
import { type InvalidField, notAnObject, RequestInvalid } from './request-invalid.ts'

type Result<T> = { readonly value: T } | { readonly problem: Omit<InvalidField, 'loc' | 'input'> }
/** Where the data came from: the first part of each `loc`. */
type Source = 'body' | 'query' | 'path'
/** Pydantic's limit. */
const MAX_DIGITS = 4300
const lonelySurrogate = /\p{Surrogate}/u
const surrogate = /[\ud800-\udfff]/

/**
 * Refuses as Pydantic would, with all problems at once and nothing coerced in a body, where texts are trimmed before they are
 * measured; e-mails come out in lower case. In queries and paths, where everything is text, integers are parsed, and of a
 * repeated value the last counts. Unknown fields are ignored.
 */
export function validateRequest(schema: ObjectSchema, source: Source, data: unknown): Record<string, unknown> {
  const given = asObject(data, source)
  const result: Record<string, unknown> = {}
  const problems: InvalidField[] = []
  for (const [name, field] of Object.entries(schema.properties)) {
    const input = takeField(given, name, source)
    if (input === undefined) {
      if (schema.required?.includes(name)) {
        problems.push({ type: 'missing', loc: [source, name], msg: 'Field required', input: given })
      } else if ('default' in field) result[name] = field.default
      continue
    }
    const outcome = field.type === 'string' ? text(field, input, source) : integer(field, input)
    if ('value' in outcome) result[name] = outcome.value
    else {
      const { type, msg, ctx } = outcome.problem
      problems.push({ type, loc: [source, name], msg, input, ...(ctx && { ctx }) })
    }
  }
  if (problems.length > 0) throw new RequestInvalid(problems)
  return result
}

function asObject(data: unknown, source: Source): Record<string, unknown> {
  if (data === undefined || data === null) {
    throw new RequestInvalid([{ type: 'missing', loc: [source], msg: 'Field required', input: null }])
  }
  if (typeof data !== 'object' || Array.isArray(data)) throw new RequestInvalid([notAnObject(source, data)])
  return data as Record<string, unknown>
}

function takeField(given: Record<string, unknown>, name: string, source: Source): unknown {
  const value = Object.hasOwn(given, name) ? given[name] : undefined
  return source !== 'body' && Array.isArray(value) ? value.at(-1) : value
}

function text({ format, minLength = 0, maxLength }: TextSchema, input: unknown, source: Source): Result<string> {
  if (typeof input !== 'string') return problem('string_type', 'Input should be a valid string')
  if (lonelySurrogate.test(input)) {
    return problem('string_unicode', 'Input should be a valid string, unable to parse raw data as a unicode string')
  }
  if (format === 'email') {
    const outcome = normalizeEmail(input)
    if ('email' in outcome) return { value: outcome.email }
    return problem('value_error', `value is not a valid email address: ${outcome.reason}`, { reason: outcome.reason })
  }
  const value = source === 'body' ? trimText(input) : input
  // characters, of which some take two places
  const length = surrogate.test(value) ? [...value].length : value.length
  if (length < minLength) {
    return problem('string_too_short', `String should have at least ${counted(minLength)}`, { min_length: minLength })
  }
  if (maxLength !== undefined && length > maxLength) {
    return problem('string_too_long', `String should have at most ${counted(maxLength)}`, { max_length: maxLength })
  }
  return { value }
}

/** As Pydantic reads a number in a text: 1, +1, 01, 1_000 and 1.0 are integers, with white space around them too. */
function integer({ minimum, maximum }: IntegerSchema, input: unknown): Result<number> {
  const [, sign = '', digits] = /^([+-]?)(\d+(?:_\d+)*)(?:\.0+)?$/.exec(trimText(String(input))) ?? []
  if (digits === undefined) {
    return problem('int_parsing', 'Input should be a valid integer, unable to parse string as an integer')
  }
  if (digits.length > MAX_DIGITS) {
    return problem('int_parsing_size', 'Unable to parse input string as an integer, exceeded maximum size')
  }
  const value = Number(sign + digits.replaceAll('_', ''))
  if (value < minimum) {
    return problem('greater_than_equal', `Input should be greater than or equal to ${minimum}`, { ge: minimum })
  }
  if (value > maximum) {
    return problem('less_than_equal', `Input should be less than or equal to ${maximum}`, { le: maximum })
  }
  return { value }
}

const counted = (length: number): string => `${length} character${length === 1 ? '' : 's'}`

function problem(type: string, msg: string, ctx?: Record<string, unknown>): Result<never> {
  return { problem: ctx === undefined ? { type, msg } : { type, msg, ctx } }
}
