import { expect, it } from 'vitest'
import { onlyWith, toComponentNames } from '../../src/stack/choose-components.ts'
import { stackOf } from '../test-stack.ts'

const namesOf = (stack: ReturnType<typeof stackOf>) => stack.components.map(({ name }) => name)

it('takes what a component depends on along', () => {
  expect(namesOf(onlyWith(stackOf(), ['notification-service']))).toEqual([
    'mysql',
    'zookeeper',
    'kafka',
    'notification-service',
  ])
  expect(namesOf(onlyWith(stackOf({ MSCTL_KAFKA: 'kraft' }), ['kafka']))).toEqual(['kafka'])
})

it('takes what is named for needed, however optional it is', () => {
  const { components } = onlyWith(stackOf(), ['grafana', 'kafka'])
  expect(components.every(({ optional }) => !optional)).toBe(true)
})

it('takes all when none is named', () => {
  expect(onlyWith(stackOf(), [])).toEqual(stackOf())
})

it('refuses an unknown one, naming the known and the meant', () => {
  expect(() => toComponentNames(['mysql', 'kafak'])).toThrow(
    expect.objectContaining({
      code: 'MSCTL_UNKNOWN_COMPONENT',
      exit: 2,
      message: expect.stringMatching(/^unknown component "kafak"; known: mysql, .*adminer$/),
      suggestions: ['did you mean kafka?'],
    }),
  )
})

it('takes a doubled name once', () => {
  expect(toComponentNames(['kafka', 'kafka'])).toEqual(['kafka'])
})
