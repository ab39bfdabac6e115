import { expect, it } from 'vitest'
import type { Observation } from '../../../src/targets/local/observe.ts'
import { chooseServicePorts } from '../../../src/targets/local/service-ports.ts'
import { smallStack } from './small-parts.ts'

const process = (replica: number, port: number) =>
  ({
    id: `user-service-${replica}`,
    component: 'user-service',
    replica,
    version: '1',
    ports: { http: port },
    phase: 'running',
    restarts: 0,
  }) as const

it('gives the first replica the port of the stack, others the one they have or a free one', async () => {
  const stack = await smallStack()
  const own = stack.components.find(({ name }) => name === 'user-service')?.ports.http
  const observation: Observation = {
    kind: 'supervised',
    processes: [process(1, 1), process(2, 40_002)],
    skipped: [],
    isClosing: false,
  }
  expect(await chooseServicePorts({ stack, observation })).toEqual({ 'user-service': [own, 40_002] })
  const { 'user-service': three = [] } = await chooseServicePorts({
    stack,
    observation,
    replicas: { 'user-service': 3 },
  })
  expect(three.slice(0, 2)).toEqual([own, 40_002])
  expect(three[2]).toBeGreaterThan(1024)
  const none = await chooseServicePorts({ stack, observation, replicas: { 'user-service': 0 } })
  expect(none).toEqual({ 'user-service': [] })
})
