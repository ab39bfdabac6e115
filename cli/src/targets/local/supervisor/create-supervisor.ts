import type { ProcessSpec } from '../process-spec.ts'
import { groupMemory } from './group-memory.ts'
import { watchOomKills } from './oom-kills.ts'
import type { ProcessReport } from './process-report.ts'
import { type ProcessRow, readProcess } from './process-table.ts'
import type { Replies, StartOutcome } from './protocol.ts'
import { type RecordedProcess, removeRecord, type SkippedComponent, writeRecord } from './record.ts'
import { cutWhenLarge } from './rotate-log.ts'
import { stopDependentsFirst } from './stop-order.ts'
import { type Supervised, supervise } from './supervise.ts'

export interface Supervisor {
  status(): Replies['status']
  start(specs: readonly ProcessSpec[], replace: boolean): Promise<Replies['start']>
  stop(ids: readonly string[]): Promise<Replies['stop']>
  skip(skipped: readonly SkippedComponent[]): Replies['skip']
  /** Nothing can be started afterwards. Idempotent. */
  shutdown(): Promise<Replies['shutdown']>
}

const logCheckMs = 5000

export function createSupervisor(stateFolder: string): Supervisor {
  const all = new Map<string, Supervised>()
  const wasOomKill = watchOomKills()
  let skipped: readonly SkippedComponent[] = []
  /** One change after the other: two that start the same process at the same time would start it twice. */
  let changes: Promise<unknown> = Promise.resolve()
  let closing: Promise<Replies['shutdown']> | undefined

  const logCheck = setInterval(() => {
    for (const { spec } of all.values()) attempt(() => cutWhenLarge(spec.logFile))
  }, logCheckMs)

  function record(): void {
    const processes = [...all.values()].map((one) => toRecorded(one.report()))
    attempt(() => writeRecord(stateFolder, { schema: 1, supervisor: myself(), processes, skipped }))
  }

  async function startOne(spec: ProcessSpec, replace: boolean): Promise<StartOutcome> {
    if (closing) throw new Error('the supervisor is shutting down')
    const running = all.get(spec.id)
    const lives = running !== undefined && !['failed', 'stopping', 'stopped'].includes(running.report().phase)
    const mustEnd = replace || (lives && !sameValue(running.spec.ports, spec.ports))
    if (lives && !mustEnd) return isSameSpec(running.spec, spec) ? 'kept' : 'outdated'
    await running?.stop()
    if (closing) throw new Error('the supervisor is shutting down')
    all.set(spec.id, supervise(spec, { stateFolder, onChange: record, wasOomKill }))
    record()
    return lives ? 'replaced' : 'started'
  }

  async function shutdown(): Promise<Replies['shutdown']> {
    const running = [...all.values()].filter((one) => one.report().live !== undefined).length
    const survivors = await stopAll([...all.values()])
    clearInterval(logCheck)
    // What survived must stay findable.
    if (survivors.length === 0) removeRecord(stateFolder)
    return { stopped: running, survivors: survivors.map(({ pid }) => pid) }
  }

  function inTurn<T>(change: () => Promise<T>): Promise<T> {
    const result = changes.then(change)
    changes = result.catch(() => {})
    return result
  }

  async function start(specs: readonly ProcessSpec[], replace: boolean): Promise<Replies['start']> {
    if (replace) await stopAll(specs.flatMap(({ id }) => all.get(id) ?? []))
    const outcomes = await Promise.all(specs.map(async (spec) => [spec.id, await startOne(spec, replace)] as const))
    return { outcomes: Object.fromEntries(outcomes) }
  }

  async function stop(ids: readonly string[]): Promise<Replies['stop']> {
    const survivors = await stopAll(ids.flatMap((id) => all.get(id) ?? []))
    for (const id of ids) all.delete(id)
    record()
    return { survivors: survivors.map(({ pid }) => pid) }
  }

  record()
  return {
    status: () => ({
      processes: withMemory([...all.values()].map((one) => one.report())),
      skipped,
      isClosing: closing !== undefined,
    }),
    start: (specs, replace) => inTurn(() => start(specs, replace)),
    stop: (ids) => inTurn(() => stop(ids)),
    skip(now) {
      skipped = now
      record()
      return {}
    },
    shutdown: () => {
      closing ??= shutdown()
      return closing
    },
  }
}

function stopAll(some: readonly Supervised[]): Promise<readonly ProcessRow[]> {
  return stopDependentsFirst(
    some.map(({ spec }) => spec.component),
    async (component) => {
      const replicas = some.filter(({ spec }) => spec.component === component)
      return (await Promise.all(replicas.map((one) => one.stop()))).flat()
    },
  )
}

function withMemory(reports: readonly ProcessReport[]): readonly ProcessReport[] {
  const memory = groupMemory(reports.flatMap(({ live }) => live?.pid ?? []))
  return reports.map((report) => {
    const memoryBytes = report.live && memory.get(report.live.pid)
    return memoryBytes === undefined ? report : { ...report, memoryBytes }
  })
}

function isSameSpec(one: ProcessSpec, other: ProcessSpec): boolean {
  return sameValue(settingsOf(one), settingsOf(other))
}

/** What the caller's shell gives by the way differs from one terminal to the next, and makes no other process. */
function settingsOf({ argv, ports, env }: ProcessSpec): unknown {
  const { PATH: _path, HOME: _home, TZ: _zone, ...settings } = env
  return [argv, ports, settings]
}

function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function myself(): { pid: number; startTime: string } {
  return { pid: process.pid, startTime: readProcess(process.pid)?.startTime ?? '' }
}

function toRecorded({ id, component, replica, version, ports, live }: ProcessReport): RecordedProcess {
  return { id, component, replica, version, ports, ...(live && { live }) }
}

/** A full disk or a removed folder must not take the supervisor, and with it the whole stack, down. */
function attempt(effect: () => void): void {
  try {
    effect()
  } catch (error) {
    process.stderr.write(`${new Date().toISOString()} ${String(error)}\n`)
  }
}
