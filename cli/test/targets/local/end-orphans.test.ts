import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { eventually } from '../../../../e2e/harness/eventually.ts'
import { destroyStack } from '../../../src/targets/local/destroy-stack.ts'
import { endOrphans } from '../../../src/targets/local/end-orphans.ts'
import { ensureSupervisor } from '../../../src/targets/local/ensure-supervisor.ts'
import { needSupervised } from '../../../src/targets/local/need-supervised.ts'
import { type Observation, observe } from '../../../src/targets/local/observe.ts'
import { makePlace, type Place } from '../../../src/targets/local/place.ts'
import { askSupervisor } from '../../../src/targets/local/supervisor/ask-supervisor.ts'
import { readProcess } from '../../../src/targets/local/supervisor/process-table.ts'
import { readRecord, recordFile, type SupervisorRecord } from '../../../src/targets/local/supervisor/record.ts'
import { startSupervisor } from '../../../src/targets/local/supervisor/start-supervisor.ts'
import { stackOf } from '../../test-stack.ts'
import { childIn, isAlive, openPlace, run, type SmallSpec, smallSpec } from './small-stack.ts'

const options = { signal: run().signal, timeoutMs: 15_000 }

/** A supervisor with one small server that has come up. */
async function openRunning(wanted: SmallSpec = {}) {
  const place = openPlace()
  makePlace(place)
  await startSupervisor(place, run().signal)
  const spec = await smallSpec(place, wanted)
  await askSupervisor(place.socketPath, { op: 'start', specs: [spec], replace: false }, options)
  await eventually(async () => {
    const status = await askSupervisor(place.socketPath, { op: 'status' }, options)
    expect(status?.processes[0]?.phase).toBe('running')
  }, 5000)
  const record = recordOf(place)
  return { place, spec, record, server: record.processes[0]?.live?.pid ?? 0 }
}

function recordOf({ stateFolder }: Place): SupervisorRecord {
  const record = readRecord(stateFolder)
  if (record === undefined) throw new Error('no record')
  return record
}

/** Kills a supervisor and waits until it is gone. */
async function killSupervisor({ supervisor: { pid } }: SupervisorRecord): Promise<void> {
  process.kill(pid, 'SIGKILL')
  await eventually(async () => expect(isAlive(pid)).toBe(false), 2000)
}

/** A process that is none of the stack's business. */
async function openStranger(): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  await once(child.stdout, 'data')
  if (child.pid === undefined) throw new Error('not started')
  return Object.assign(child, { pid: child.pid })
}

describe('a stack whose down was interrupted', { timeout: 20_000 }, () => {
  it('is ended to its end, and supervised anew, by the next up', async () => {
    const { place, record, server } = await openRunning({ manners: ['ignores-sigterm'], stopGraceMs: 1500 })
    const interrupted = new AbortController()
    const down = destroyStack(place, false, run(interrupted.signal))
    await eventually(async () => expect(await observe(place, run())).toMatchObject({ isClosing: true }), 2000)
    interrupted.abort(new Error('interrupted'))
    await expect(down).rejects.toThrow('interrupted')
    expect(isAlive(server)).toBe(true)
    await expect(needSupervised(stackOf(), place, run())).rejects.toThrow('is being taken down')
    expect(await ensureSupervisor(place, run())).toMatchObject({ kind: 'supervised', processes: [], isClosing: false })
    expect(isAlive(server)).toBe(false)
    expect(recordOf(place).supervisor.pid).not.toBe(record.supervisor.pid)
  })
})

describe('a stack whose supervisor was killed', { timeout: 20_000 }, () => {
  it('runs on, and is reported as it is', async () => {
    const { place, record, server } = await openRunning()
    await killSupervisor(record)
    expect(isAlive(server)).toBe(true)
    expect(existsSync(place.socketPath)).toBe(true)
    const observation: Observation = await observe(place, run())
    expect(observation.kind).toBe('orphaned')
    expect(observation.kind === 'orphaned' && observation.processes.map(({ isAlive }) => isAlive)).toEqual([true])
    process.kill(server, 'SIGKILL')
    await eventually(async () => {
      const later = await observe(place, run())
      expect(later.kind === 'orphaned' && later.processes.map(({ isAlive }) => isAlive)).toEqual([false])
    }, 2000)
  })

  it('is removed wholly, whatever hid itself in a group of its own', async () => {
    const { place, spec, record, server } = await openRunning({ manners: ['has-runaway'] })
    const runaway = childIn(spec.logFile)
    expect(readProcess(runaway)?.group).toBe(runaway)
    await killSupervisor(record)
    const result = await destroyStack(place, true, run())
    expect(result).toMatchObject({ stopped: 2, leftBehind: [] })
    expect(result.removed).toContainEqual({ what: 'logs', bytes: expect.any(Number) })
    expect([server, runaway].filter(isAlive)).toEqual([])
    expect([place.stateFolder, place.socketPath, place.folders.runtime].filter((path) => existsSync(path))).toEqual([])
  })

  it('is ended, and supervised anew, by the next up', async () => {
    const { place, record, server } = await openRunning()
    await killSupervisor(record)
    const observation = await ensureSupervisor(place, run())
    expect(observation).toEqual({ kind: 'supervised', processes: [], skipped: [], isClosing: false })
    expect(isAlive(server)).toBe(false)
    expect(recordOf(place).supervisor.pid).not.toBe(record.supervisor.pid)
  })

  it('is removed even without a record, and with one that cannot be read', async () => {
    for (const content of ['{"schema": 1', '{"schema": 9, "processes": []}']) {
      const { place, record, server } = await openRunning()
      await killSupervisor(record)
      writeFileSync(recordFile(place.stateFolder), content)
      await expect(observe(place, run())).rejects.toMatchObject({ code: 'MSCTL_COULD_NOT_ASK' })
      expect((await destroyStack(place, true, run())).leftBehind).toEqual([])
      expect(isAlive(server)).toBe(false)
    }
  })

  it('never has a process signalled that was given a recorded pid', async () => {
    const { place, record } = await openRunning()
    const stranger = await openStranger()
    await killSupervisor(record)
    const [first] = record.processes
    const reused = { ...first, live: { ...first?.live, pid: stranger.pid } }
    const supervisor = { ...record.supervisor, pid: stranger.pid }
    writeFileSync(recordFile(place.stateFolder), JSON.stringify({ ...record, supervisor, processes: [reused] }))
    expect((await endOrphans(place)).survivors).toEqual([])
    expect(isAlive(stranger.pid)).toBe(true)
  })
})

describe('a stack whose supervisor does not answer', { timeout: 30_000 }, () => {
  it('is ended together with a supervisor that hangs', async () => {
    const { place, record, server } = await openRunning()
    process.kill(record.supervisor.pid, 'SIGSTOP')
    const result = await destroyStack(place, true, run())
    expect(result.leftBehind).toEqual([])
    expect([server, record.supervisor.pid].filter(isAlive)).toEqual([])
  })

  it('is found without its socket', async () => {
    const { place, record, server } = await openRunning()
    rmSync(place.socketPath)
    expect((await destroyStack(place, false, run())).leftBehind).toEqual([])
    expect([server, record.supervisor.pid].filter(isAlive)).toEqual([])
    expect(readFileSync(`${place.stateFolder}/logs/mysql.log`, 'utf8')).toContain('started')
  })
})
