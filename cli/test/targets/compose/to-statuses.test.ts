import { readFileSync } from 'node:fs'
import type { ContainerInspectInfo } from 'dockerode'
import { describe, expect, it } from 'vitest'
import type { ComponentName } from '../../../src/stack/components.ts'
import type { ComponentStatus } from '../../../src/stack/stack.ts'
import type { ObservedContainer } from '../../../src/targets/compose/observe.ts'
import { toStatuses } from '../../../src/targets/compose/to-statuses.ts'
import { stackOf } from '../../test-stack.ts'

/** What Docker 28.5.2 said of containers in each state, cut to the fields that are read. */
const recorded = JSON.parse(readFileSync(new URL('recorded-containers.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, ContainerInspectInfo>
>
const stack = stackOf()

function container(
  component: ComponentName,
  recording: string,
  changes: Partial<ContainerInspectInfo> = {},
  replica = 1,
): ObservedContainer {
  const inspect = recorded[recording]
  if (inspect === undefined) throw new Error(`no recording "${recording}"`)
  return { component, replica, inspect: { ...inspect, ...changes } }
}

function statusOf(
  component: ComponentName,
  recording: string,
  changes?: Partial<ContainerInspectInfo>,
): ComponentStatus | undefined {
  return toStatuses(stack, [container(component, recording, changes)], {}).find(({ name }) => name === component)
}

describe('toStatuses', () => {
  it('has an entry for every component of a stack that is not there', () => {
    const statuses = toStatuses(stack, [], { grafana: 'of an earlier up' })
    expect(statuses).toEqual(
      stack.components.map(({ name }) => ({ name, replica: 0, state: 'missing', detail: '', ports: {}, restarts: 0 })),
    )
  })

  it('tells what was left out and why, once anything else is there', () => {
    const statuses = toStatuses(stack, [container('mysql', 'healthy')], { grafana: 'its image cannot be pulled' })
    expect(statuses.find(({ name }) => name === 'grafana')).toMatchObject({
      replica: 0,
      state: 'skipped',
      detail: 'its image cannot be pulled',
    })
    expect(statuses.find(({ name }) => name === 'kafka')).toMatchObject({ replica: 0, state: 'missing' })
  })

  it('tells a service that was scaled to 0 from one that is missing', () => {
    const scaled = { ...stack, components: stack.components.map((one) => ({ ...one, replicas: 0 })) }
    const statuses = toStatuses(scaled, [container('mysql', 'healthy')], {})
    expect(statuses.find(({ name }) => name === 'user-service')).toMatchObject({
      state: 'stopped',
      detail: 'scaled to 0',
    })
  })

  it('tells what runs, with the ports of the stack and no evidence', () => {
    expect(statusOf('mysql', 'healthy', { Config: { Image: 'mysql:8.4' } as ContainerInspectInfo['Config'] })).toEqual({
      name: 'mysql',
      replica: 1,
      state: 'ready',
      detail: '',
      version: '8.4',
      ports: { mysql: 3306 },
      restarts: 0,
      startedAt: '2026-11-24T11:33:13.29722608Z',
    })
  })

  it('keeps replicas apart', () => {
    const statuses = toStatuses(
      stack,
      [container('user-service', 'healthy'), container('user-service', 'exited', {}, 2)],
      {},
    ).filter(({ name }) => name === 'user-service')
    expect(statuses.map(({ replica, state }) => [replica, state])).toEqual([
      [1, 'ready'],
      [2, 'failed'],
    ])
  })

  it.each([
    ['withoutHealthCheck', 'ready', ''],
    ['starting', 'starting', 'bash: connect: Connection refused'],
    ['unhealthy', 'unhealthy', 'no answer'],
    ['paused', 'unhealthy', 'paused: docker unpause recorded-adminer-1 lets it go on'],
    ['crashLoop', 'failed', 'exit code 1 after 1.9 s'],
    ['outOfMemory', 'failed', 'killed for want of memory after 929 ms'],
    ['killed', 'failed', expect.stringMatching(/^killed \(SIGKILL\) after /)],
    ['exited', 'failed', 'exit code 3 after 2.2 s'],
    ['stopped', 'stopped', expect.stringMatching(/^killed \(SIGTERM\) after .*: msctl up starts it again$/)],
    ['ended', 'stopped', expect.stringMatching(/^exit code 0 after .*: msctl up starts it again$/)],
    ['badCommand', 'failed', expect.stringContaining('exec: "/no/such/program"')],
    ['portTaken', 'failed', expect.stringContaining('Bind for 127.0.0.1:21081 failed: port is already allocated')],
  ])('calls a container that is %s %s', (recording, state, detail) => {
    expect(statusOf('adminer', recording)).toMatchObject({ state, detail })
  })

  it('gives a component that ended once the engine’s next try, unless it needs more memory than it may have', () => {
    expect(statusOf('kafka', 'crashLoop', { RestartCount: 2 })).toMatchObject({
      state: 'unhealthy',
      detail: 'exit code 1 after 1.9 s; will be started again',
    })
    const { State } = recorded.crashLoop ?? {}
    expect(
      statusOf('kafka', 'crashLoop', { RestartCount: 1, State: { ...State, OOMKilled: true } } as ContainerInspectInfo),
    ).toMatchObject({ state: 'failed' })
  })

  it.each([
    ['2026-11-24T11:23:00Z', 'unhealthy'],
    ['2026-11-24T11:24:00Z', 'failed'],
  ])('counts deaths in a row: not one after ten minutes of work (started at %s)', (StartedAt, state) => {
    const State = { ...recorded.crashLoop?.State, StartedAt } as ContainerInspectInfo['State']
    expect(statusOf('kafka', 'crashLoop', { State })).toMatchObject({ state, restarts: 9 })
    expect(statusOf('kafka', 'crashLoop', { State: { ...State, OOMKilled: true } })).toMatchObject({ state })
  })

  it('tells that what runs was started again', () => {
    expect(statusOf('grafana', 'restarted')).toMatchObject({
      state: 'ready',
      restarts: 1,
      detail: expect.stringMatching(/^restarted .* ago$/),
    })
  })

  it('names what a container that was not started yet waits for', () => {
    const others = [container('mysql', 'healthy'), container('kafka', 'starting')]
    const detailWith = (all: readonly ObservedContainer[]): string | undefined =>
      toStatuses(stack, [...all, container('user-service', 'created')], {}).find(({ name }) => name === 'user-service')
        ?.detail
    expect(detailWith(others)).toBe('waits for kafka')
    expect(detailWith([])).toBe('waits for mysql and kafka')
    expect(detailWith([container('mysql', 'healthy'), container('kafka', 'healthy')])).toBe('about to start')
  })

  it.each([
    ['mysql:8.4', '8.4'],
    ['traefik:v3.6.12', '3.6.12'],
    ['registry.example:5000/team/kafka:7.9.7-1', '7.9.7-1'],
    ['registry.example:5000/team/kafka', '1.2.3'],
    ['somebody/user-service:latest', '1.2.3'],
    ['mysql@sha256:9b515a5d8b72', '1.2.3'],
    ['mysql:8.4@sha256:9b515a5d8b72', '8.4'],
  ])('reads the version of %s', (image, version) => {
    const Config = { Image: image, Labels: { 'org.opencontainers.image.version': '1.2.3' } }
    expect(statusOf('mysql', 'healthy', { Config: Config as unknown as ContainerInspectInfo['Config'] })).toMatchObject(
      {
        version,
      },
    )
  })
})

describe('its evidence', () => {
  it('is exit code, life and memory of what ended', () => {
    expect(statusOf('kafka', 'outOfMemory')?.evidence).toMatchObject({
      exitCode: 137,
      signal: 'SIGKILL',
      outOfMemory: true,
      livedMs: 929,
    })
    expect(statusOf('kafka', 'exited')?.evidence).toMatchObject({ exitCode: 3, outOfMemory: false })
  })

  it('is the answer of the last health check while that fails, and nothing once it succeeds', () => {
    expect(statusOf('kafka', 'starting')?.evidence?.lastProbe).toBe('bash: connect: Connection refused')
    expect(statusOf('kafka', 'healthy')?.evidence).toBeUndefined()
  })

  it('is the word of the engine where a container could not be started', () => {
    expect(statusOf('kafka', 'badCommand')?.evidence?.lastLines).toEqual([expect.stringContaining('no such file')])
    expect(statusOf('user-service', 'created')?.evidence).toBeUndefined()
  })
})
