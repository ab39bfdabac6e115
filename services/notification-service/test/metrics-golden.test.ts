import { expect, it } from 'vitest'
import { describeMetrics } from '../../shared/test/http/describe-metrics.ts'
import { readEvent } from '../src/received-event.ts'
import { buildTestApp } from './build-test-app.ts'
import { messageOf } from './test-messages.ts'

it('names, labels and buckets of /metrics are these (vitest -u after a deliberate change)', async () => {
  const { app, metrics } = await buildTestApp(1)
  metrics.consumed(readEvent(messageOf(1)))
  metrics.lag(new Map([0, 1, 2].map((partition) => [partition, 0])))
  for (const url of ['/notifications', '/notifications/', '/notifications?limit=x', '/readyz', '/nope']) {
    await app.inject({ url })
  }
  await app.inject({ method: 'POST', url: '/notifications', payload: {} })
  await app.inject({ url: '/metrics' })
  const { body } = await app.inject({ url: '/metrics' })
  await expect(describeMetrics(body)).toMatchFileSnapshot('metrics.golden')
  expect(body).toContain('\nprocess_resident_memory_bytes ')
  expect(body).toContain('\nprocess_cpu_seconds_total ')
})
