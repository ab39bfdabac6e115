import { describe, expect, it } from 'vitest'
import { serializeEvent } from '../../shared/src/event-contract.ts'
import { buildTestApp } from './build-test-app.ts'

const register = (email: string) => ({ method: 'POST', url: '/register', payload: { user_name: 'a', email } }) as const

/** name{label names} of each sample of ours, sorted; buckets apart. */
function samplesOf(text: string): string[] {
  const names = text
    .split('\n')
    .filter((line) => /^(?:http_|users_|outbox_)/.test(line))
    .map((line) => line.replace(/ .*/, '').replaceAll(/="[^"]*"/g, ''))
  return [...new Set(names)].sort()
}

describe('metrics', () => {
  it('have the names and labels of FastAPI’s instrumentator and our own', async () => {
    const { app } = await buildTestApp()
    await app.inject(register('a@b.co'))
    const response = await app.inject({ url: '/metrics' })
    expect(response.headers['content-type']).toContain('text/plain; version=0.0.4')
    expect(samplesOf(response.body)).toEqual([
      'http_request_duration_highr_seconds_bucket{le}',
      'http_request_duration_highr_seconds_count',
      'http_request_duration_highr_seconds_sum',
      'http_request_duration_seconds_bucket{le,handler,method}',
      'http_request_duration_seconds_count{handler,method}',
      'http_request_duration_seconds_sum{handler,method}',
      'http_request_size_bytes_count{handler}',
      'http_request_size_bytes_sum{handler}',
      'http_requests_total{handler,method,status}',
      'http_response_size_bytes_count{handler}',
      'http_response_size_bytes_sum{handler}',
      'outbox_pending',
      'outbox_published_total',
      'users_registered_total',
    ])
    expect(response.body).toContain('process_resident_memory_bytes')
  })

  it('have the instrumentator’s buckets', async () => {
    const { app } = await buildTestApp()
    await app.inject({ url: '/livez' })
    const { body } = await app.inject({ url: '/metrics' })
    const buckets = (name: string) =>
      [...body.matchAll(new RegExp(`^${name}_bucket\\{le="([^"]+)"`, 'gm'))].map(([, le]) => le)
    expect(buckets('http_request_duration_seconds')).toEqual(['0.1', '0.5', '1', '+Inf'])
    expect(buckets('http_request_duration_highr_seconds').join(' ')).toBe(
      '0.01 0.025 0.05 0.075 0.1 0.25 0.5 0.75 1 1.5 2 2.5 3 3.5 4 4.5 5 7.5 10 30 60 +Inf',
    )
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
