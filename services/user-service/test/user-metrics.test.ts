import { describe, expect, it } from 'vitest'
import { serializeEvent } from '../../shared/src/event-contract.ts'
import { buildTestApp } from './build-test-app.ts'

const register = (email: string) => ({ method: 'POST', url: '/register', payload: { user_name: 'a', email } }) as const

describe('metrics', () => {
  it('are in the text format that every Prometheus reads', async () => {
    const { app } = await buildTestApp()
    const response = await app.inject({ url: '/metrics' })
    expect(response.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  })

  it('group status and name routes by template, so that paths never become labels', async () => {
    const { app } = await buildTestApp()
    await app.inject(register('a@b.co'))
    await app.inject(register('a@b.co'))
    for (const url of ['/users/1', '/users/2/', '/users/x', '/nope/1', '/nope/2', '/register'])
      await app.inject({ url })
    const { body } = await app.inject({ url: '/metrics' })
    const counts = body.split('\n').filter((line) => line.startsWith('http_requests_total'))
    expect(counts.sort()).toEqual([
      'http_requests_total{handler="/register/",method="GET",status="4xx"} 1',
      'http_requests_total{handler="/register/",method="POST",status="2xx"} 1',
      'http_requests_total{handler="/register/",method="POST",status="4xx"} 1',
      'http_requests_total{handler="/users/{user_id}",method="GET",status="2xx"} 1',
      'http_requests_total{handler="/users/{user_id}",method="GET",status="4xx"} 2',
      'http_requests_total{handler="none",method="GET",status="4xx"} 2',
    ])
  })

  it('take sizes from Content-Length', async () => {
    const { app } = await buildTestApp()
    const payload = JSON.stringify({ user_name: 'a', email: 'a@b.co' })
    const response = await app.inject({ ...register(''), payload, headers: { 'content-type': 'application/json' } })
    const { body } = await app.inject({ url: '/metrics' })
    expect(body).toContain(`http_request_size_bytes_sum{handler="/register/"} ${payload.length}`)
    expect(body).toContain(`http_response_size_bytes_sum{handler="/register/"} ${response.body.length}`)
  })

  it('leave canaries out', async () => {
    const { app, metrics } = await buildTestApp()
    await app.inject(register('c@canary.msctl.example'))
    await app.inject(register('a@b.co'))
    const event = (email: string) => ({
      id: 1,
      key: '1',
      payload: serializeEvent({ user_name: 'a', email }),
      headers: {},
    })
    metrics.published([event('c@canary.msctl.example'), event('a@b.co'), event('b@b.co')])
    const { body } = await app.inject({ url: '/metrics' })
    expect(body).toMatch(/^users_registered_total 1$/m)
    expect(body).toMatch(/^outbox_published_total 2$/m)
  })

  it('show what waits in the outbox, and nothing rather than an old number when it cannot be asked', async () => {
    const { app, state } = await buildTestApp()
    state.pending = 7
    expect((await app.inject({ url: '/metrics' })).body).toMatch(/^outbox_pending 7$/m)
    state.pending = new Error('MySQL: away')
    const response = await app.inject({ url: '/metrics' })
    expect(response.statusCode).toBe(200)
    expect(response.body).not.toMatch(/^outbox_pending/m)
  })
})
