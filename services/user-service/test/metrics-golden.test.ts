import { expect, it } from 'vitest'
import { describeMetrics } from '../../shared/test/http/describe-metrics.ts'
import { buildTestApp } from './build-test-app.ts'

it('names, labels and buckets of /metrics are these (vitest -u after a deliberate change)', async () => {
  const { app, state } = await buildTestApp()
  state.pending = 0
  const payload = { user_name: 'a', email: 'a@b.co' }
  for (const url of ['/register', '/register/']) await app.inject({ method: 'POST', url, payload })
  const urls = ['/', '/users', '/users/1', '/users/x', '/livez', '/readyz', '/docs', '/openapi.json', '/nope', '/a/b']
  for (const url of urls) await app.inject({ url })
  await app.inject({ method: 'HEAD', url: '/users' })
  await app.inject({ method: 'DELETE', url: '/users/1' })
  await app.inject({ url: '/docs/static/swagger-ui.css' })
  await app.inject({ url: '/metrics' })
  const { body } = await app.inject({ url: '/metrics' })
  await expect(describeMetrics(body)).toMatchFileSnapshot('metrics.golden')
  expect(body).toContain('\nprocess_resident_memory_bytes ')
  expect(body).toContain('\nprocess_cpu_seconds_total ')
})
