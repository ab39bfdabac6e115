import { expect, it } from 'vitest'
import type { Component } from '../../src/stack/stack.ts'
import { startOrder } from '../../src/stack/start-order.ts'

const component = (name: Component['name'], ...dependsOn: Component['dependsOn']): Component => ({
  name,
  dependsOn,
  ports: {},
  replicas: 1,
  optional: false,
})

it('puts each after what it depends on, and keeps the order otherwise', () => {
  const given = [
    component('user-service', 'kafka', 'mysql'),
    component('kafka', 'zookeeper'),
    component('mysql'),
    component('zookeeper'),
  ]
  expect(startOrder(given).map(({ name }) => name)).toEqual(['zookeeper', 'kafka', 'mysql', 'user-service'])
})

it('ignores what is not there', () => {
  expect(startOrder([component('kafka', 'zookeeper')]).map(({ name }) => name)).toEqual(['kafka'])
})

it('names a cycle', () => {
  const cycle = [component('kafka', 'zookeeper'), component('zookeeper', 'kafka')]
  expect(() => startOrder(cycle)).toThrow('cycle: kafka → zookeeper → kafka')
})
