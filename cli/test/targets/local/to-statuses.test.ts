import { describe, expect, it } from 'vitest'
import { createStack } from '../../../src/stack/create-stack.ts'
import { resolveSettings } from '../../../src/stack/settings.ts'
import type { ComponentStatus } from '../../../src/stack/stack.ts'
import type { End, ProcessReport } from '../../../src/targets/local/supervisor/process-report.ts'
import { toStatuses } from '../../../src/targets/local/to-statuses.ts'

const stack = createStack({ settings: resolveSettings({ env: {}, folder: import.meta.dirname }) })
const live = { pid: 4122, startTime: 'x', startedAt: new Date(Date.now() - 120_000).toISOString() }
const end: End = { at: live.startedAt, signal: 'SIGKILL', outOfMemory: false, livedMs: 12_000, lastLines: ['last'] }

function kafka(report: Partial<ProcessReport>): ComponentStatus | undefined {
  const base = {
    id: 'kafka',
    component: 'kafka',
    replica: 1,
    version: '3.9.2',
    ports: { kafka: 9092 },
    restarts: 0,
  } as const
  const processes: ProcessReport[] = [{ ...base, phase: 'running', ...report }]
  return toStatuses(stack, { kind: 'supervised', processes, skipped: [], isClosing: false }).find(
    ({ name }) => name === 'kafka',
  )
}

describe('toStatuses', () => {
  it('has an entry for every component, in the order of the stack', () => {
    const names = toStatuses(stack, { kind: 'absent' }).map(({ name }) => name)
    expect(names).toEqual(stack.components.map(({ name }) => name))
  })

  it('tells what a process runs as', () => {
    expect(kafka({ live, memoryBytes: 5 })).toEqual({
      name: 'kafka',
      replica: 1,
      state: 'ready',
      detail: '',
      version: '3.9.2',
      ports: { kafka: 9092 },
      memoryBytes: 5,
      restarts: 0,
      pid: 4122,
      startedAt: live.startedAt,
    })
  })

  it('names the component that a process waits for, and what is strange about it', () => {
    const refused = { port: 2181, answer: 'connection refused' }
    expect(kafka({ phase: 'waiting', waitsFor: refused })).toMatchObject({
      state: 'starting',
      detail: 'waits for zookeeper',
    })
    const held = { port: 2181, answer: 'a session holds /brokers/ids/1' }
    expect(kafka({ phase: 'waiting', waitsFor: held })?.detail).toBe(
      'waits for zookeeper: a session holds /brokers/ids/1',
    )
    expect(kafka({ phase: 'waiting', waitsFor: { ...refused, port: 1 } })?.detail).toBe('waits for port 1')
  })

  it('tells how a process ended, whether it runs again or not', () => {
    expect(kafka({ restarts: 1, lastEnd: end, live })?.detail).toBe('restarted 2 min ago: killed (SIGKILL) after 12 s')
    expect(kafka({ phase: 'resting', lastEnd: end })).toMatchObject({
      state: 'unhealthy',
      detail: 'killed (SIGKILL) after 12 s; will be started again',
    })
    const { signal: _, ...rest } = end
    const failed = kafka({ phase: 'failed', lastEnd: { ...rest, exitCode: 1 }, lastProbe: 'tcp: refused' })
    expect(failed).toMatchObject({ state: 'failed', detail: 'exit code 1 after 12 s' })
    expect(failed?.evidence).toEqual({
      exitCode: 1,
      outOfMemory: false,
      livedMs: 12_000,
      lastProbe: 'tcp: refused',
      lastLines: ['last'],
    })
    expect(kafka({ phase: 'failed', lastEnd: { ...end, outOfMemory: true } })?.detail).toContain('want of memory')
    expect(kafka({ phase: 'failed', problem: 'spawn java ENOENT' })).toMatchObject({ detail: 'spawn java ENOENT' })
  })

  it('is not alarmed by a service that was scaled to nothing', () => {
    const components = stack.components.map((one) => (one.name === 'user-service' ? { ...one, replicas: 0 } : one))
    const statuses = toStatuses(
      { ...stack, components },
      { kind: 'supervised', processes: [], skipped: [], isClosing: false },
    )
    expect(statuses.find(({ name }) => name === 'user-service')).toMatchObject({ replica: 0, state: 'stopped' })
  })
})
