import { afterEach, describe, expect, it } from 'vitest'
import { buildTestApp } from './build-test-app.ts'

const apps: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
})

async function build() {
  const test = await buildTestApp()
  apps.push(test.app)
  return test
}

describe('what is not there', () => {
  it('is 404 in FastAPI’s shape', async () => {
    const { app } = await build()
    const response = await app.inject({ url: '/nope?x=1' })
    expect([response.statusCode, response.json()]).toEqual([404, { detail: 'Not Found' }])
  })

  it.each([
    ['GET', '/register', 'POST'],
    ['GET', '/register/', 'POST'],
    ['PUT', '/users/?x=1', 'GET, HEAD'],
    ['DELETE', '/users/7', 'GET, HEAD'],
    ['OPTIONS', '/register', 'POST'],
  ] as const)('%s %s is 405 and allows %s', async (method, url, allow) => {
    const { app } = await build()
    const response = await app.inject({ method, url })
    expect([response.statusCode, response.headers.allow]).toEqual([405, allow])
    expect(response.json()).toEqual({ detail: 'Method Not Allowed' })
  })

  it('is no 500 for a URL that cannot be read', async () => {
    const { app } = await build()
    const response = await app.inject({ url: '/users/%zz' })
    expect([response.statusCode, response.json().detail[0].input]).toEqual([422, '%zz'])
  })
})

describe('probes', () => {
  it('is alive before it is ready, and says what it waits for', async () => {
    const { app, readiness } = await build()
    expect((await app.inject({ url: '/livez' })).statusCode).toBe(200)
    readiness.works('mysql', 'tables are there')
    readiness.works('kafka', '3 of 3')
    readiness.fails('relay', 'connect ECONNREFUSED')
    const waiting = await app.inject({ url: '/readyz' })
    expect(waiting.statusCode).toBe(503)
    expect(waiting.json()).toMatchObject({ status: 'not ready', detail: 'relay: connect ECONNREFUSED' })
    readiness.works('relay', 'publishes the outbox')
    const ready = await app.inject({ url: '/readyz' })
    expect([ready.statusCode, ready.json().status]).toEqual([200, 'ready'])
  })

  it('says what it is at /', async () => {
    const { app } = await build()
    const response = await app.inject({ url: '/' })
    expect(response.json()).toMatchObject({ service: 'user-service', docs: '/docs' })
  })
})

describe('documentation', () => {
  it.each([
    ['/docs', 'docs/static/', "'openapi.json'"],
    ['/docs/', '"static/', "'../openapi.json'"],
  ])('%s asks for its files by relative addresses', async (url, files, spec) => {
    const { app } = await build()
    const response = await app.inject({ url })
    expect(response.headers['content-type']).toContain('text/html')
    expect(response.body).toContain(files)
    expect(response.body).toContain(spec)
    expect(response.body).not.toMatch(/(?:src|href)="(?:\/|https?:)/)
  })

  it('has the files of the page, and no others', async () => {
    const { app } = await build()
    for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
      const response = await app.inject({ url: `/docs/static/${file}` })
      expect([response.statusCode, response.rawPayload.length > 100_000]).toEqual([200, true])
    }
    for (const file of ['main.mjs', '..%2fpackage.json', 'constructor']) {
      expect((await app.inject({ url: `/docs/static/${file}` })).statusCode).toBe(404)
    }
  })

  it('describes every route, and behind the gateway those that it lets through', async () => {
    const { app } = await build()
    const document = (await app.inject({ url: '/openapi.json' })).json()
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/register/', '/users', '/users/{user_id}', '/readyz', '/metrics', '/livez', '/']),
    )
    const { requestBody, responses } = document.paths['/register/'].post
    expect(requestBody.content['application/json'].schema.required).toEqual(['user_name', 'email'])
    expect(Object.keys(responses)).toEqual(['200', '400', '409', '413', '422', '503'])
    const headers = { 'x-forwarded-prefix': '/api/users' }
    const behind = (await app.inject({ url: '/openapi.json', headers })).json()
    expect(Object.keys(behind.paths).sort()).toEqual(['/api/users', '/api/users/register/', '/api/users/{user_id}'])
  })
})
