import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createStack } from '../../../../src/stack/create-stack.ts'
import { defaultSettings } from '../../../../src/stack/settings.ts'
import type { ComponentStatus } from '../../../../src/stack/stack.ts'
import { type ObservedStack, toStatuses } from '../../../../src/targets/kubernetes/status/to-statuses.ts'

/** A cluster of Kubernetes 1.34 said so of pods that each cannot run for another reason, and of one that does. */
const recorded: ObservedStack = JSON.parse(readFileSync(join(import.meta.dirname, 'recorded.json'), 'utf8'))
const where = { stack: createStack({ settings: defaultSettings() }), context: 'offline' }
const statuses = toStatuses(recorded, where)

function statusOf(name: string, all: readonly ComponentStatus[] = statuses): ComponentStatus {
  const found = all.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no status of ${name}`)
  return found
}

/** The recorded stack with another container status of a component's pod. */
function withContainer(name: string, change: object, pod: object = {}): ObservedStack {
  const pods = recorded.pods.map((one) => {
    if (one.metadata.labels?.['app.kubernetes.io/name'] !== name) return one
    const containerStatuses = one.status.containerStatuses?.map((status) => ({ ...status, ...change }))
    return { ...one, status: { ...one.status, ...pod, ...(containerStatuses && { containerStatuses }) } }
  })
  return { ...recorded, pods }
}

afterEach(() => {
  vi.useRealTimers()
})

describe('what a cluster says of pods, in the words of all targets', () => {
  it('is ready once its pod is', () => {
    expect(statusOf('grafana')).toMatchObject({ replica: 1, state: 'ready', detail: '', restarts: 0, version: '1.0.0' })
    expect(statusOf('grafana').startedAt).toMatch(/^2026-11-24T18:58:30/)
  })

  it('starts as long as its startup probe fails, and shows the answer', () => {
    vi.setSystemTime('2026-11-24T18:59:00Z')
    expect(statusOf('notification-service', toStatuses(recorded, where))).toMatchObject({
      state: 'starting',
      detail: 'Startup probe failed: HTTP probe failed with statuscode: 503',
      evidence: { lastProbe: 'Startup probe failed: HTTP probe failed with statuscode: 503' },
    })
  })

  it('says of an answer that is no longer new when it was given', () => {
    vi.setSystemTime('2026-11-24T19:02:00Z')
    expect(statusOf('notification-service', toStatuses(recorded, where)).detail).toMatch(
      /^Startup probe failed: HTTP probe failed with statuscode: 503 \(told at 18:5\d:\d\d UTC\)$/,
    )
  })

  // A runtime may wait for minutes for a probe that left a process behind.
  it.each([
    ['2026-11-24T18:58:40Z', 'does not answer yet'],
    ['2026-11-24T19:00:00Z', 'runs since 18:58:30 UTC, and its node has told nothing of its probe yet'],
  ])('says at %s of a probe that nothing is heard of: %s', (now, detail) => {
    vi.setSystemTime(now)
    const observed = { ...recorded, events: recorded.events.filter(({ reason }) => reason !== 'Unhealthy') }
    expect(statusOf('notification-service', toStatuses(observed, where))).toMatchObject({ state: 'starting', detail })
  })

  it('fails for an image that cannot be had, with the way out', () => {
    const { state, detail, cause } = statusOf('mysql')
    expect(state).toBe('failed')
    expect(detail).toMatch(/^ImagePullBackOff: Back-off pulling image "msctl-test\/nothing:1"/)
    expect(cause?.why).toBe('the node cannot get the image msctl-test/nothing:1')
    expect(cause?.suggestions[0]).toBe('MYSQL_IMAGE=repository:tag msctl up: another image')
  })

  it('leaves an optional component out whose image cannot be had', () => {
    expect(statusOf('adminer')).toMatchObject({
      state: 'skipped',
      replica: 0,
      detail: 'its image msctl-test/nothing:1 cannot be pulled',
    })
  })

  it('takes a first failed pull for one that may pass, and a hopeless one at its word', () => {
    const pull = (message: string) =>
      statusOf(
        'mysql',
        toStatuses(withContainer('mysql', { state: { waiting: { reason: 'ErrImagePull', message } } }), where),
      )
    expect(pull('context deadline exceeded').state).toBe('starting')
    expect(pull('manifest unknown').state).toBe('failed')
  })

  it('fails once one that never worked has died twice, with its end', () => {
    expect(statusOf('prometheus')).toMatchObject({
      state: 'failed',
      detail: 'exit code 1 after 0 ms',
      evidence: { exitCode: 1, outOfMemory: false, livedMs: 0 },
    })
  })

  it('gives one that has worked more tries', () => {
    const restartCount = 1
    const conditions = [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-11-24T18:59:00Z' }]
    const again = toStatuses(withContainer('prometheus', { restartCount }, { conditions }), where)
    expect(statusOf('prometheus', again)).toMatchObject({
      state: 'unhealthy',
      detail: 'exit code 1 after 0 ms; will be started again',
    })
  })

  it.each([
    ['after ten minutes of work', '2026-11-24T18:49:00Z', 'unhealthy'],
    ['after less', '2026-11-24T18:49:20Z', 'failed'],
  ])('counts deaths in a row: one %s', (_, startedAt, state) => {
    const terminated = { exitCode: 137, signal: 9, startedAt, finishedAt: '2026-11-24T18:59:08Z' }
    const conditions = [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-11-24T18:59:08Z' }]
    const ended = { restartCount: 5, lastState: { terminated }, state: { waiting: { reason: 'CrashLoopBackOff' } } }
    const again = toStatuses(withContainer('prometheus', ended, { conditions }), where)
    expect(statusOf('prometheus', again)).toMatchObject({ state, restarts: 5 })
  })

  it('fails for want of memory, with the limit that it had', () => {
    expect(statusOf('user-service')).toMatchObject({
      state: 'failed',
      evidence: { outOfMemory: true, exitCode: 137, signal: 'SIGKILL', memoryLimitBytes: 48 * 2 ** 20 },
    })
  })

  it('fails where no node takes it, and says why', () => {
    const { state, cause } = statusOf('traefik')
    expect(state).toBe('failed')
    expect(cause?.why).toMatch(/^no node takes it: 0\/1 nodes are available: 1 Insufficient memory/)
    expect(cause?.suggestions[0]).toContain('msctl up --without grafana')
  })

  it('is missing where there is no workload, and stopped where it is scaled to 0', () => {
    expect(statusOf('kafka')).toMatchObject({ state: 'missing', replica: 0 })
    const workloads = recorded.workloads.map((one) => ({ ...one, spec: { ...one.spec, replicas: 0 } }))
    const scaled = toStatuses({ ...recorded, workloads, pods: [] }, where)
    expect(statusOf('grafana', scaled)).toMatchObject({ state: 'stopped', detail: 'scaled to 0' })
  })

  it('fails where the cluster refuses its pods, but not for the account that is just being made', () => {
    const refused = (message: string) => {
      const workloads = recorded.workloads.map((one) => ({
        ...one,
        status: { ...one.status, conditions: [{ type: 'ReplicaFailure', status: 'True' as const, message }] },
      }))
      return statusOf('grafana', toStatuses({ ...recorded, workloads, pods: [] }, where))
    }
    const quota = refused('pods "grafana-1" is forbidden: exceeded quota: none')
    expect(quota).toMatchObject({ state: 'failed', cause: { why: expect.stringContaining('exceeded quota') } })
    expect(refused('error looking up service account k8srec/default').state).toBe('starting')
  })

  it('does not count pods that are about to go', () => {
    const pods = recorded.pods.map((one) => ({
      ...one,
      metadata: { ...one.metadata, deletionTimestamp: '2026-11-24T19:00:00Z' },
    }))
    expect(statusOf('grafana', toStatuses({ ...recorded, pods }, where))).toMatchObject({
      state: 'starting',
      replica: 0,
    })
  })
})
