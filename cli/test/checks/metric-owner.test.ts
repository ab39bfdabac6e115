import { expect, it } from 'vitest'
import { ownerOf } from '../../src/checks/metric-owner.ts'
import { serviceMetrics } from '../grafana/known-metrics.ts'

it('knows whose the metrics are that only one service exposes', async () => {
  const { user, notification } = await serviceMetrics()
  for (const name of user) expect(ownerOf(name), name).toBe(notification.includes(name) ? undefined : 'user-service')
  for (const name of notification) {
    expect(ownerOf(name), name).toBe(user.includes(name) ? undefined : 'notification-service')
  }
})

it('knows the metrics of Traefik by their prefix', () => {
  expect(ownerOf('traefik_service_requests_total')).toBe('traefik')
  expect(ownerOf('up')).toBeUndefined()
})
