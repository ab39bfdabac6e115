import { expect, it } from 'vitest'
import { requireDependencies } from '../../src/stack/require-dependencies.ts'
import { stackOf } from '../test-stack.ts'

it('leaves a whole stack as it is', () => {
  expect(requireDependencies(stackOf())).toEqual(stackOf())
})

it('takes an optional part away with what it needs', () => {
  const names = requireDependencies(stackOf({}, { without: ['prometheus'] })).components.map(({ name }) => name)
  expect(names).not.toContain('grafana')
  expect(names).toContain('adminer')
})

it('refuses a part that cannot work then, and says what can be done', () => {
  expect(() => requireDependencies(stackOf({}, { without: ['zookeeper'] }))).toThrow(
    expect.objectContaining({
      code: 'MSCTL_USAGE',
      message: 'kafka needs zookeeper, which is left out',
      suggestions: ['leave both out: --without zookeeper --without kafka', 'Kafka without ZooKeeper: --kafka kraft'],
    }),
  )
})

it('takes a service that runs outside for nothing to depend on', () => {
  expect(() => requireDependencies(stackOf({}, { without: ['user-service'] }))).not.toThrow()
})
