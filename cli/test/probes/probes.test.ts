import { expect, it } from 'vitest'
import { openProbes } from '../../src/probes/probes.ts'
import { FakeTarget } from '../fake-target.ts'
import { quietRun } from '../quiet-run.ts'
import { stackOf } from '../test-stack.ts'

it('adds to what stands in the way what the target knows about it', async () => {
  const stack = stackOf()
  const target = Object.assign(new FakeTarget(), {
    connect: async () => Promise.reject(new Error('read ECONNRESET')),
    whyUnreachable: (_: unknown, name: string) =>
      name === 'adminer' ? 'the forward to it does not get through' : undefined,
  })
  await using probes = await openProbes(stack, target, quietRun())
  const { signal } = quietRun()
  expect(await probes.adminer(signal)).toEqual({
    works: false,
    detail: 'read ECONNRESET; the forward to it does not get through',
  })
  expect(await probes.zookeeper(signal)).toEqual({ works: false, detail: 'read ECONNRESET' })
})
