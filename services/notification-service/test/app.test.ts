import { describe, expect, it } from 'vitest'
import { Unavailable } from '../../shared/src/unavailable.ts'
import { buildTestApp } from './build-test-app.ts'
import { eventIdOfUser } from './test-messages.ts'

async function build(count: number) {
  const test = await buildTestApp(count)
  return { ...test, get: (url: string) => test.app.inject({ url }) }
}

describe('GET /notifications', () => {
  it.each(['/notifications', '/notifications/'])('answers %s with items in the shape of the contract', async (url) => {
    const { get } = await build(1)
    const response = await get(url)
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      items: [
        {
          id: 1,
          event_id: eventIdOfUser(1),
          user_id: 1,
          user_name: 'u1',
          email: 'u1@b.co',
          received_at: '2026-11-24T07:00:00.123Z',
        },
      ],
      next_after: null,
    })
  })

  it('pages by id', async () => {
    const { get } = await build(3)
    expect((await get('/notifications?limit=2')).json().next_after).toBe(2)
    const last = (await get('/notifications?limit=2&after=2')).json()
    expect([last.items.length, last.items[0].id, last.next_after]).toEqual([1, 3, null])
  })

  it('filters by e-mail in lower case and by name as it is', async () => {
    const { get, pages } = await build(0)
    await get('/notifications?email=Juan@Example.com&user_name=Juan%20Perez')
    await get('/notifications?email=')
    expect(pages).toEqual([
      { after: 0, limit: 101, email: 'juan@example.com', userName: 'Juan Perez' },
      { after: 0, limit: 101, email: '', userName: undefined },
    ])
  })

  it('answers 422, 405, 404 and 503 as user-service does', async () => {
    const { get, app, state } = await build(0)
    expect((await get('/notifications?limit=-1')).json().detail[0].type).toBe('greater_than_equal')
    const wrong = await app.inject({ method: 'POST', url: '/notifications', payload: {} })
    expect([wrong.statusCode, wrong.headers.allow]).toEqual([405, 'GET, HEAD'])
    expect((await get('/users')).json()).toEqual({ detail: 'Not Found' })
    state.failWith = new Unavailable('MySQL: away')
    const away = await get('/notifications')
    expect([away.statusCode, away.headers['retry-after']]).toEqual([503, '1'])
  })
})

it('readiness names what it waits for', async () => {
  const { get, readiness } = await build(0)
  for (const check of ['mysql', 'kafka']) readiness.works(check, 'there')
  readiness.fails('consumer', 'the group is rebalancing')
  const waiting = await get('/readyz')
  expect([waiting.statusCode, waiting.json().detail]).toEqual([503, 'consumer: the group is rebalancing'])
  readiness.works('consumer', 'in group notification-service with 0 partitions')
  expect((await get('/readyz')).statusCode).toBe(200)
})

it('documentation works behind the gateway', async () => {
  const { app } = await build(0)
  const headers = { 'x-forwarded-prefix': '/api/notifications' }
  const document = (await app.inject({ url: '/openapi.json', headers })).json()
  expect(Object.keys(document.paths)).toEqual(['/api/notifications'])
  expect((await app.inject({ url: '/docs' })).body).toContain('<title>notification-service</title>')
})
