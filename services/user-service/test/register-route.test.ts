import { describe, expect, it } from 'vitest'
import { Unavailable } from '../../shared/src/unavailable.ts'
import { buildTestApp } from './build-test-app.ts'

const json = { 'content-type': 'application/json' }
type TestApp = Awaited<ReturnType<typeof buildTestApp>>

function register({ app }: TestApp, payload: string | object, url = '/register/', headers: object = json) {
  return app.inject({ method: 'POST', url, payload, headers: { ...headers } })
}

describe('POST /register', () => {
  it.each(['/register/', '/register'])('registers at %s', async (url) => {
    const test = await buildTestApp()
    const response = await register(test, { user_name: ' Juan Perez ', email: 'Juan@Example.com' }, url)
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      message: 'User registered successfully',
      id: 1,
      user_name: 'Juan Perez',
      email: 'juan@example.com',
    })
    expect(test.registered[0]).toMatchObject({ userName: 'Juan Perez', email: 'juan@example.com' })
    expect(test.registered[0]?.eventId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(test.state.rings).toBe(1)
  })

  it('says so in one info line that can be joined with the event', async () => {
    const test = await buildTestApp()
    const headers = { ...json, 'x-request-id': 'req-1' }
    const response = await register(test, { user_name: 'a', email: 'a@b.co' }, '/register', headers)
    expect(response.headers['x-request-id']).toBe('req-1')
    expect(test.registered[0]?.requestId).toBe('req-1')
    expect(test.lines).toHaveLength(1)
    expect(test.lines[0]).toMatchObject({
      msg: 'registered user 1 a@b.co',
      request: 'req-1',
      event: test.registered[0]?.eventId,
    })
  })

  it('makes an id of its own for one that would spoil a log', async () => {
    const test = await buildTestApp()
    await register(test, { user_name: 'a', email: 'a@b.co' }, '/register', { ...json, 'x-request-id': 'x y"z' })
    expect(test.registered[0]?.requestId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('takes an e-mail once, without regard to case', async () => {
    const test = await buildTestApp()
    await register(test, { user_name: 'a', email: 'a@b.co' })
    const again = await register(test, { user_name: 'b', email: 'A@B.CO' })
    expect(again.statusCode).toBe(409)
    expect(again.json()).toEqual({ detail: 'Email already registered' })
    expect(test.state.rings).toBe(1)
  })

  it('coerces nothing and tells all problems at once', async () => {
    const response = await register(await buildTestApp(), { user_name: 1, email: null })
    expect(response.statusCode).toBe(422)
    expect(response.json()).toEqual({
      detail: [
        { type: 'string_type', loc: ['body', 'user_name'], msg: 'Input should be a valid string', input: 1 },
        { type: 'string_type', loc: ['body', 'email'], msg: 'Input should be a valid string', input: null },
      ],
    })
  })

  it('names what is missing, with the body as input', async () => {
    const response = await register(await buildTestApp(), { user_name: 'a' })
    expect(response.json()).toEqual({
      detail: [{ type: 'missing', loc: ['body', 'email'], msg: 'Field required', input: { user_name: 'a' } }],
    })
  })

  it.each([
    ['an empty name', { user_name: ' \t ', email: 'a@b.co' }, 'string_too_short', { min_length: 1 }],
    ['a long name', { user_name: 'x'.repeat(101), email: 'a@b.co' }, 'string_too_long', { max_length: 100 }],
    ['half a character', { user_name: '\ud800', email: 'a@b.co' }, 'string_unicode', undefined],
    ['no e-mail', { user_name: 'a', email: 'x' }, 'value_error', { reason: 'An email address must have an @-sign.' }],
    ['an inherited field', JSON.parse('{"user_name":"a","__proto__":{"email":"a@b.co"}}'), 'missing', undefined],
  ])('refuses %s', async (_, body, type, ctx) => {
    const response = await register(await buildTestApp(), JSON.stringify(body))
    expect(response.statusCode).toBe(422)
    const { detail } = response.json()
    expect(detail).toHaveLength(1)
    expect(detail[0].type).toBe(type)
    expect(detail[0].ctx).toEqual(ctx)
  })

  it('takes a name of 100 characters outside the first plane', async () => {
    const user_name = '😀'.repeat(100)
    expect((await register(await buildTestApp(), { user_name, email: 'a@b.co' })).json()).toMatchObject({ user_name })
  })

  it.each([
    ['malformed JSON', '{"user_name":', json, 'json_invalid'],
    ['a list', '[1]', json, 'model_attributes_type'],
    ['a text', '"a"', json, 'model_attributes_type'],
    ['null', 'null', json, 'model_attributes_type'],
    ['nothing', '', json, 'missing'],
    ['a form', 'user_name=a', { 'content-type': 'application/x-www-form-urlencoded' }, 'model_attributes_type'],
    [
      'JSON that does not say so',
      '{"user_name":"a","email":"a@b.co"}',
      { 'content-type': 'text/plain' },
      'model_attributes_type',
    ],
  ])('answers 422 to %s', async (_, payload, headers, type) => {
    const response = await register(await buildTestApp(), payload, '/register/', headers)
    expect(response.statusCode).toBe(422)
    expect(response.json().detail[0]).toMatchObject({
      type,
      loc: expect.arrayContaining(['body']),
      msg: expect.any(String),
    })
  })

  it('answers 413 to a body beyond 64 KiB', async () => {
    const response = await register(await buildTestApp(), { user_name: 'x'.repeat(70_000), email: 'a@b.co' })
    expect(response.statusCode).toBe(413)
    expect(response.json()).toEqual({ detail: expect.any(String) })
  })

  it('answers 503 with Retry-After while the database is away, and wakes nobody', async () => {
    const test = await buildTestApp()
    test.state.failWith = new Unavailable('MySQL: connect ECONNREFUSED')
    const response = await register(test, { user_name: 'a', email: 'a@b.co' })
    expect(response.statusCode).toBe(503)
    expect(response.headers['retry-after']).toBe('1')
    expect(response.json().detail).not.toContain('ECONNREFUSED')
    expect(test.state.rings).toBe(0)
  })

  it('answers 500 without details for a bug of ours, and logs it', async () => {
    const test = await buildTestApp()
    test.state.failWith = new TypeError('secret internals')
    const response = await register(test, { user_name: 'a', email: 'a@b.co' })
    expect(response.statusCode).toBe(500)
    expect(response.json()).toEqual({ detail: 'Internal Server Error' })
    expect(test.lines.at(-1)).toMatchObject({ err: { message: 'secret internals' } })
  })
})
