import { expect, it } from 'vitest'
import { expectedHosts, hostsOf } from '../../../src/targets/compose/replica-hosts.ts'
import { stackOf } from '../../test-stack.ts'
import { observed } from './observed.ts'

const stack = stackOf({ MSCTL_NAME: 'dx' })
const two = {
  ...stack,
  components: stack.components.map((one) => (one.name === 'user-service' ? { ...one, replicas: 2 } : one)),
}

it('names replicas as their containers are named', () => {
  const containers = [observed('user-service', { name: '/dx_user-service_1' }), observed('mysql')]
  expect(hostsOf(containers)('user-service')).toEqual(['dx_user-service_1'])
  expect(hostsOf(containers)('notification-service')).toEqual([])
})

it('expects those that Compose will make after those that are there', () => {
  expect(expectedHosts(two, [])('user-service')).toEqual(['dx-user-service-1', 'dx-user-service-2'])
  const second = observed('user-service', { replica: 2 })
  expect(expectedHosts(two, [second])('user-service')).toEqual(['dx-user-service-2', 'dx-user-service-3'])
  const three = [second, observed('user-service', { replica: 3 }), observed('user-service', { replica: 4 })]
  expect(expectedHosts(two, three)('user-service')).toEqual([
    'dx-user-service-2',
    'dx-user-service-3',
    'dx-user-service-4',
  ])
})
