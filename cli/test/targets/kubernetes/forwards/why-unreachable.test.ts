import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { ComponentName } from '../../../../src/stack/components.ts'
import { createStack } from '../../../../src/stack/create-stack.ts'
import { defaultSettings } from '../../../../src/stack/settings.ts'
import type { BrokenForward } from '../../../../src/targets/kubernetes/forwards/broken-forwards.ts'
import { whyUnreachable } from '../../../../src/targets/kubernetes/forwards/why-unreachable.ts'
import type { ObservedStack } from '../../../../src/targets/kubernetes/status/to-statuses.ts'

/** Grafana's pod has been ready since 18:58:31. */
const recorded: ObservedStack = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'status', 'recorded.json'), 'utf8'),
)
const stack = createStack({ settings: defaultSettings() })

const refused: BrokenForward = {
  name: 'grafana http',
  to: 'grafana',
  why: 'error forwarding port 3000 to pod fdfe35, uid : failed to execute portforward: dial tcp4 127.0.0.1:3000: connect: connection refused IPv6 dial tcp6: no suitable address found',
  at: '2026-11-24T18:59:00.000Z',
}

const why = (name: ComponentName, ...broken: readonly BrokenForward[]) =>
  whyUnreachable(name, broken, recorded.pods, stack)

it('says of a ready pod that this machine does not get through to it, and why', () => {
  expect(why('grafana', refused)).toBe(
    'the pod is ready, but the forward to it does not get through: nothing in the pod listens on port 3000',
  )
})

it('says any other reason as it is, but for its length', () => {
  expect(why('grafana', { ...refused, why: 'no answer within 10 s' })).toMatch(/through: no answer within 10 s$/)
  expect(why('grafana', { ...refused, why: 'x'.repeat(1000) })).toMatch(/through: x{200}$/)
})

it('says nothing of a failure before the pod was ready, of another component, or of one that is not ready', () => {
  expect(why('grafana')).toBeUndefined()
  expect(why('grafana', { ...refused, at: '2026-11-24T18:58:29.000Z' })).toBeUndefined()
  expect(why('mysql', refused)).toBeUndefined()
  expect(why('notification-service', { ...refused, name: 'notification-service http', to: 'traefik' })).toBeUndefined()
})
