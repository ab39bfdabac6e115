import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createStack } from '../../../../src/stack/create-stack.ts'
import { defaultSettings } from '../../../../src/stack/settings.ts'
import type { BrokenForward } from '../../../../src/targets/kubernetes/forwards/broken-forwards.ts'
import { sayBrokenForwards } from '../../../../src/targets/kubernetes/status/say-broken-forwards.ts'
import { type ObservedStack, toStatuses } from '../../../../src/targets/kubernetes/status/to-statuses.ts'

/** Grafana's pod has been ready since 18:58:31. */
const recorded: ObservedStack = JSON.parse(readFileSync(join(import.meta.dirname, 'recorded.json'), 'utf8'))
const stack = createStack({ settings: defaultSettings() })
const statuses = toStatuses(recorded, { stack, context: 'offline' })

const refused: BrokenForward = {
  name: 'grafana http',
  to: 'grafana',
  why: 'error forwarding port 3000: connection refused',
  at: '2026-11-24T18:59:00.000Z',
}

function detailOf(broken: BrokenForward): string | undefined {
  return sayBrokenForwards(statuses, [broken], recorded.pods, stack).find(({ name }) => name === 'grafana')?.detail
}

it('says of a ready pod that this machine does not get through to it, and why', () => {
  expect(detailOf(refused)).toBe(
    'the pod is ready, but the forward to it does not get through: error forwarding port 3000: connection refused',
  )
})

it('says nothing of a failure before the pod was ready, of another component, or of one that is not ready', () => {
  expect(detailOf({ ...refused, at: '2026-11-24T18:58:29.000Z' })).toBe('')
  expect(detailOf({ ...refused, name: 'adminer http', to: 'adminer' })).toBe('')
  const other = { ...refused, name: 'notification-service http', to: 'traefik' } as const
  expect(sayBrokenForwards(statuses, [other], recorded.pods, stack)).toEqual(statuses)
})
