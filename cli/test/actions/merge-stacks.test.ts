import { expect, it } from 'vitest'
import { differences, mergeStacks } from '../../src/actions/merge-stacks.ts'
import { onlyWith } from '../../src/stack/choose-components.ts'
import { stackOf } from '../test-stack.ts'

const whole = stackOf()
const namesOf = (stack: ReturnType<typeof stackOf>) => stack.components.map(({ name }) => name)

it('takes nothing away from what runs', () => {
  expect(namesOf(mergeStacks(whole, onlyWith(whole, ['kafka'])))).toEqual(namesOf(whole))
})

it('adds what was not there, in start order', () => {
  const merged = mergeStacks(onlyWith(whole, ['kafka']), onlyWith(whole, ['user-service']))
  expect(namesOf(merged)).toEqual(['mysql', 'zookeeper', 'kafka', 'user-service'])
})

it('keeps the replicas that were scaled', () => {
  const running = stackOf({}, { replicas: { 'notification-service': 3 } })
  const merged = mergeStacks(running, whole)
  expect(merged.components.find(({ name }) => name === 'notification-service')?.replicas).toBe(3)
})

it('a part that somebody else scaled to 0 is wanted as before, unless it is a service', () => {
  const components = whole.components.map((component) => ({ ...component, replicas: 0 }))
  const merged = mergeStacks({ ...whole, components }, whole)
  const replicasOf = (name: string) => merged.components.find((one) => one.name === name)?.replicas
  expect([replicasOf('kafka'), replicasOf('user-service')]).toEqual([1, 0])
})

it('refuses to leave out what runs', () => {
  const wanted = stackOf({}, { without: ['user-service'] })
  expect(() => mergeStacks(whole, wanted)).toThrow('cannot leave out user-service')
})

it('keeps a service outside only until it is part of the stack', () => {
  const running = stackOf({}, { without: ['user-service'] })
  expect(mergeStacks(running, onlyWith(whole, ['kafka'])).external.map(({ name }) => name)).toEqual(['user-service'])
  expect(mergeStacks(running, whole).external).toEqual([])
})

it('puts differences into words', () => {
  expect(differences(whole, whole)).toEqual([])
  expect(differences(whole, stackOf({ MSCTL_KAFKA: 'kraft', MYSQL_PORT: '4000' }))).toEqual([
    'kafkaMode zookeeper, wanted kraft',
    'mysql on 3306, wanted 4000',
  ])
})
