import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { stopDependentsFirst } from '../../../../src/targets/local/supervisor/stop-order.ts'

it('stops dependents first and independent ones at the same time', async () => {
  const events: string[] = []
  const stopped = await stopDependentsFirst(
    ['mysql', 'zookeeper', 'kafka', 'user-service', 'notification-service', 'prometheus', 'kafka'],
    async (name) => {
      events.push(`begin ${name}`)
      await sleep(name === 'user-service' ? 30 : 5)
      events.push(`end ${name}`)
      return [name]
    },
  )
  expect(events.slice(0, 3).toSorted()).toEqual([
    'begin notification-service',
    'begin prometheus',
    'begin user-service',
  ])
  expect(events.indexOf('begin kafka')).toBeGreaterThan(events.indexOf('end user-service'))
  expect(events.indexOf('begin mysql')).toBeGreaterThan(events.indexOf('end user-service'))
  expect(events.indexOf('begin zookeeper')).toBeGreaterThan(events.indexOf('end kafka'))
  expect(stopped.toSorted()).toEqual([
    'kafka',
    'mysql',
    'notification-service',
    'prometheus',
    'user-service',
    'zookeeper',
  ])
})
