import { expect, it } from 'vitest'
import type { ComponentStatus } from '../../src/stack/stack.ts'
import { statusText } from '../../src/ui/status-text.ts'
import { stackOf } from '../test-stack.ts'
import { plainPen } from './plain-pen.ts'

const replica = (change: Partial<ComponentStatus>): ComponentStatus => ({
  name: 'notification-service',
  replica: 1,
  state: 'ready',
  detail: 'group stable',
  ports: { http: 8001 },
  memoryBytes: 67_000_000,
  restarts: 0,
  ...change,
})

it('takes replicas together: the worst state, sums, and who it is about', () => {
  const { credentials: _, ...stack } = stackOf()
  const createdAt = new Date(Date.now() - 12 * 60_000).toISOString()
  const text = statusText(
    { schema: 1, target: 'local', stack, folder: '', createdAt },
    [
      replica({}),
      replica({ replica: 2, ports: { http: 9001 }, restarts: 1 }),
      replica({ replica: 3, state: 'starting', detail: 'waits for partitions', ports: {} }),
      replica({ name: 'grafana', replica: 0, state: 'skipped', detail: 'not installed', ports: {} }),
    ],
    plainPen,
  )
  expect(text.split('\n')).toEqual([
    'microservices on local, up 12 min',
    '',
    '  COMPONENT             STATE     REPLICAS  MEMORY  RESTARTS  PORTS       DETAIL',
    '  notification-service  starting  2/3       201 MB         1  8001, 9001  replica 3: waits for partitions',
    '  grafana               skipped                                           not installed',
  ])
})
