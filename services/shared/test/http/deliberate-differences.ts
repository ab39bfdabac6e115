import { expect } from 'vitest'
import type { Answer, Recorded } from './fastapi-contract.ts'

/** Where our services answer otherwise than FastAPI, and why. Those that apply are taken in this order. */
export interface Difference {
  readonly reason: string
  readonly applies: (recorded: Recorded) => boolean
  readonly ours: (answer: Answer, recorded: Recorded) => Answer
}

const json = { 'content-type': 'application/json' }
const detail = (status: number, text: string): Answer => ({ status, headers: json, body: { detail: text } })
const invalid = (...fields: readonly object[]): Answer => ({ status: 422, headers: json, body: { detail: fields } })
const named =
  (...names: readonly string[]) =>
  ({ name }: Recorded) =>
    names.includes(name)
const followedOf = ({ answer }: Recorded): Answer => answer.followed ?? answer
const isUnicodeProblem = {
  type: 'string_unicode',
  msg: 'Input should be a valid string, unable to parse raw data as a unicode string',
}

const notAnInteger = (input: string) => ({
  type: 'int_parsing',
  loc: ['path', 'user_id'],
  msg: 'Input should be a valid integer, unable to parse string as an integer',
  input,
})

export const differences: readonly Difference[] = [
  {
    reason: 'Both slash forms are served directly: not every client follows 307 on POST, and none needs to.',
    applies: ({ answer }) => answer.followed !== undefined,
    ours: (_, recorded) => followedOf(recorded),
  },
  {
    reason: 'What answers GET answers HEAD (RFC 9110, 9.1), and Allow says so.',
    applies: (recorded) => followedOf(recorded).headers.allow === 'GET',
    ours: (answer, { request }) =>
      request.method === 'HEAD'
        ? { status: 200, headers: json, body: '' }
        : { ...answer, headers: { ...answer.headers, allow: 'GET, HEAD' } },
  },
  {
    reason: 'Times have milliseconds, as JavaScript writes them; both are ISO 8601.',
    applies: (recorded) => JSON.stringify(followedOf(recorded).body).includes('.123000Z'),
    ours: (answer) => ({ ...answer, body: JSON.parse(JSON.stringify(answer.body).replaceAll('.123000Z', '.123Z')) }),
  },
  {
    reason: 'FastAPI fails (500) on half a surrogate pair, since it cannot write it into its own answer.',
    applies: named('half a character'),
    ours: () => invalid({ ...isUnicodeProblem, loc: ['body', 'user_name'], input: '\ud800' }),
  },
  {
    reason: 'The same in the e-mail.',
    applies: named('half a character in the e-mail'),
    ours: () => invalid({ ...isUnicodeProblem, loc: ['body', 'email'], input: '\ud800@b.co' }),
  },
  {
    reason: 'FastAPI fails (500) on NaN, which Python reads but cannot write; it is no JSON.',
    applies: named('NaN'),
    ours: () =>
      invalid({
        type: 'json_invalid',
        loc: ['body', 13],
        msg: 'JSON decode error',
        input: {},
        ctx: { error: 'Expecting value' },
      }),
  },
  {
    reason: 'FastAPI fails (500) on a body that is neither JSON nor text.',
    applies: named('binary without JSON type'),
    ours: () =>
      invalid({
        type: 'model_attributes_type',
        loc: ['body'],
        msg: 'Input should be a valid dictionary or object to extract fields from',
        input: '\ufffd\ufffd',
      }),
  },
  {
    reason: 'JSON between systems is UTF-8 (RFC 8259); Python guesses UTF-16 and UTF-32 too.',
    applies: named('UTF-16'),
    ours: () => detail(400, 'There was an error parsing the body'),
  },
  {
    reason: 'FastAPI answers a body that is too large in plain text; our errors are all JSON.',
    applies: ({ answer }) => answer.status === 413,
    ours: () => detail(413, 'Content Too Large'),
  },
  {
    reason:
      'An encoded slash is part of a value and divides no path, so that no rule of a gateway can be passed by it.',
    applies: named('GET /users/a%2Fb'),
    ours: () => invalid(notAnInteger('a/b')),
  },
  {
    reason: 'The same: this is not the path of a user.',
    applies: named('GET /users%2F1'),
    ours: () => detail(404, 'Not Found'),
  },
  {
    reason: "What is wrong with a domain in Punycode is said without the details of Python's IDNA library.",
    applies: named('e-mail "a@xn--a.co" (10)', 'e-mail "a@xn---epaa-rta.es" (18)'),
    ours: (answer) => ({
      ...answer,
      body: JSON.parse(JSON.stringify(answer.body).replaceAll(/not valid IDNA \([^)]*\)/g, 'not valid IDNA')),
    }),
  },
  {
    reason: 'A character that cannot be shown is named by its code point, unless it is one that slips in often.',
    applies: named('e-mail "\u0301@b.co" (6)'),
    ours: (answer) => ({
      ...answer,
      body: JSON.parse(JSON.stringify(answer.body).replaceAll('COMBINING ACUTE ACCENT', 'U+0301')),
    }),
  },
  {
    reason: 'Addresses at .test are taken: it is reserved for tests (RFC 6761), and schemathesis generates no others.',
    applies: named('e-mail "a@b.test" (8)'),
    ours: () => ({
      status: 200,
      headers: json,
      body: { message: 'User registered successfully', id: expect.any(Number), user_name: 'a', email: 'a@b.test' },
    }),
  },
  {
    reason: 'The documentation page comes from our own files: nothing is asked of the internet.',
    applies: named('GET /docs', 'GET /docs/'),
    ours: (answer) => ({ ...answer, body: expect.not.stringMatching(/https?:/) }),
  },
  {
    reason: 'One documentation page is enough.',
    applies: named('GET /redoc'),
    ours: () => detail(404, 'Not Found'),
  },
  {
    reason: 'The document declares all that can be answered, which FastAPI does not by itself.',
    applies: named('GET /openapi.json'),
    ours: (answer) => ({
      ...answer,
      body: expect.objectContaining({
        openapi: '3.1.0',
        info: expect.objectContaining({ description: expect.any(String) }),
      }),
    }),
  },
  {
    reason: 'After a slash comes the id of a user, which here is empty; only one slash at the end is the other form.',
    applies: named('GET /users//'),
    ours: () => invalid(notAnInteger('')),
  },
]
