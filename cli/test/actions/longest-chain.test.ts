import { expect, it } from 'vitest'
import { longestChain } from '../../src/actions/longest-chain.ts'
import { stackOf } from '../test-stack.ts'

it('goes from the last to be ready back to what it waited for longest', () => {
  const readyAt = new Map([
    ['mysql', 10],
    ['zookeeper', 5],
    ['kafka', 40],
    ['user-service', 50],
    ['notification-service', 60],
    ['prometheus', 90],
  ] as const)
  expect(longestChain(stackOf(), readyAt)).toEqual(['zookeeper', 'kafka', 'notification-service', 'prometheus'])
})

it('is empty when nothing was started', () => {
  expect(longestChain(stackOf(), new Map())).toEqual([])
})
