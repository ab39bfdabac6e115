import { expect, it } from 'vitest'
import { heldUpBy, waitsFor } from '../../src/stack/waits-for.ts'
import { stackOf } from '../test-stack.ts'

const stack = stackOf()
const waits = (name: string, of = stack) => {
  const component = of.components.find((one) => one.name === name)
  return component && waitsFor(of, component)
}

it('knows what readiness needs beyond the start order', () => {
  expect(waits('user-service')).toEqual(['mysql', 'kafka'])
  expect(waits('traefik')).toEqual(['user-service', 'notification-service'])
  expect(waits('mysql')).toEqual([])
})

it('leaves out what is not part of the stack', () => {
  expect(waits('traefik', stackOf({}, { without: ['user-service'] }))).toEqual(['notification-service'])
})

it('finds what is held up, through others too', () => {
  expect(heldUpBy(stack, 'zookeeper')).toEqual([
    'kafka',
    'user-service',
    'notification-service',
    'traefik',
    'prometheus',
    'grafana',
  ])
  expect(heldUpBy(stack, 'adminer')).toEqual([])
})
