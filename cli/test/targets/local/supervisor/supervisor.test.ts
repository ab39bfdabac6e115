import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { eventually } from '../../../../../e2e/harness/eventually.ts'
import { makePlace, type Place } from '../../../../src/targets/local/place.ts'
import type { ProcessSpec } from '../../../../src/targets/local/process-spec.ts'
import { askSupervisor } from '../../../../src/targets/local/supervisor/ask-supervisor.ts'
import type { Phase, ProcessReport } from '../../../../src/targets/local/supervisor/process-report.ts'
import { recordFile } from '../../../../src/targets/local/supervisor/record.ts'
import { startSupervisor } from '../../../../src/targets/local/supervisor/start-supervisor.ts'
import { childIn, isAlive, openPlace, run, smallSpec, tell } from '../small-stack.ts'

const options = { signal: run().signal, timeoutMs: 15_000 }

async function supervised(): Promise<ReturnType<typeof openPlace>> {
  const place = openPlace()
  makePlace(place)
  await startSupervisor(place, run().signal)
  return place
}

async function start(place: Place, specs: readonly ProcessSpec[], replace = false) {
  return (await askSupervisor(place.socketPath, { op: 'start', specs, replace }, options))?.outcomes
}

async function reportOf(place: Place, id: string): Promise<ProcessReport> {
  const status = await askSupervisor(place.socketPath, { op: 'status' }, options)
  const report = status?.processes.find((one) => one.id === id)
  if (report === undefined) throw new Error(`no report of ${id}`)
  return report
}

function becomes(place: Place, id: string, phase: Phase, limitMs = 5000): Promise<ProcessReport> {
  return eventually(async () => {
    const report = await reportOf(place, id)
    expect(report.phase, report.problem ?? report.lastProbe).toBe(phase)
    return report
  }, limitMs)
}

describe('the supervisor', { timeout: 20_000 }, () => {
  it('starts a process in a group of its own, and tells its memory', async () => {
    const place = await supervised()
    const spec = await smallSpec(place)
    expect(await start(place, [spec])).toEqual({ mysql: 'started' })
    const { live, memoryBytes, restarts } = await becomes(place, 'mysql', 'running')
    expect(live?.pid).toBeGreaterThan(1)
    expect(memoryBytes).toBeGreaterThan(10_000_000)
    expect(restarts).toBe(0)
    expect(readFileSync(spec.logFile, 'utf8')).toBe('started with good manners\n')
  })

  it('is there again when somebody has removed its socket, and the folder too', async () => {
    const place = await supervised()
    await start(place, [await smallSpec(place)])
    const { live } = await becomes(place, 'mysql', 'running')
    rmSync(dirname(place.socketPath), { recursive: true })
    await eventually(async () => expect((await reportOf(place, 'mysql')).live).toEqual(live), 10_000)
    expect(statSync(dirname(place.socketPath)).mode & 0o777).toBe(0o700)
  })

  it('leaves alone what runs unchanged, reports what runs with other settings, replaces what has other ports', async () => {
    const place = await supervised()
    const spec = await smallSpec(place)
    await start(place, [spec])
    const first = await becomes(place, 'mysql', 'running')
    expect(await start(place, [spec])).toEqual({ mysql: 'kept' })
    expect(await start(place, [{ ...spec, env: { OTHER: '1' } }])).toEqual({ mysql: 'outdated' })
    expect((await reportOf(place, 'mysql')).live).toEqual(first.live)
    expect(await start(place, [await smallSpec(place)])).toEqual({ mysql: 'replaced' })
    expect((await becomes(place, 'mysql', 'running')).live?.pid).not.toBe(first.live?.pid)
  })

  it('starts a process once that two ask for at the same time', async () => {
    const place = await supervised()
    const spec = await smallSpec(place)
    const outcomes = await Promise.all([start(place, [spec]), start(place, [spec])])
    expect(outcomes).toEqual([{ mysql: 'started' }, { mysql: 'kept' }])
    await becomes(place, 'mysql', 'running')
  })

  it('gives up at once on a process that dies before it ever came up, with the evidence', async () => {
    const place = await supervised()
    await start(place, [await smallSpec(place, { manners: ['dies-at-start'] })])
    const { lastEnd, live, restarts } = await becomes(place, 'mysql', 'failed', 2000)
    expect(lastEnd).toMatchObject({ exitCode: 3, outOfMemory: false })
    expect(lastEnd?.lastLines).toEqual(['started with dies-at-start', 'cannot go on'])
    expect(lastEnd?.livedMs).toBeGreaterThan(0)
    expect(Date.now() - Date.parse(lastEnd?.at ?? '')).toBeLessThan(2000)
    expect({ live, restarts }).toEqual({ live: undefined, restarts: 0 })
  })

  it('starts a failed process again when asked to', async () => {
    const place = await supervised()
    await start(place, [await smallSpec(place, { manners: ['dies-at-start'] })])
    await becomes(place, 'mysql', 'failed')
    expect(await start(place, [await smallSpec(place)])).toEqual({ mysql: 'started' })
    await becomes(place, 'mysql', 'running')
  })

  it('fails, and goes on itself, when a program cannot be executed', async () => {
    const place = await supervised()
    const spec = await smallSpec(place)
    await start(place, [{ ...spec, argv: ['/no/such/program'] }])
    expect((await becomes(place, 'mysql', 'failed')).problem).toContain('ENOENT')
  })

  it('starts a process again that dies later, and keeps its former log', async () => {
    const place = await supervised()
    const spec = await smallSpec(place)
    await start(place, [spec])
    const first = await becomes(place, 'mysql', 'running')
    await tell(spec.port, 'die')
    const again = await eventually(async () => {
      const report = await becomes(place, 'mysql', 'running')
      expect(report.live?.pid).not.toBe(first.live?.pid)
      return report
    }, 5000)
    expect(again.restarts).toBe(1)
    expect(again.lastEnd).toMatchObject({ exitCode: 7 })
    expect(readFileSync(`${spec.logFile}.previous`, 'utf8')).toContain('started')
  })

  it('sees SIGKILL, and waits longer from death to death', async () => {
    const place = await supervised()
    const spec = await smallSpec(place)
    await start(place, [spec])
    const pauses: number[] = []
    for (let death = 0; death < 2; death++) {
      const { live } = await becomes(place, 'mysql', 'running', 8000)
      process.kill(live?.pid ?? 0, 'SIGKILL')
      await becomes(place, 'mysql', 'resting')
      const { lastEnd } = await reportOf(place, 'mysql')
      expect(lastEnd?.signal).toBe('SIGKILL')
      const next = await becomes(place, 'mysql', 'running', 8000)
      pauses.push(Date.parse(next.live?.startedAt ?? '') - Date.parse(lastEnd?.at ?? ''))
    }
    expect(pauses[0]).toBeGreaterThanOrEqual(500)
    expect(pauses[1]).toBeGreaterThanOrEqual(1000)
  })

  it('waits for its gate, and says for which port', async () => {
    const place = await supervised()
    const [mysql, service] = [await smallSpec(place), await smallSpec(place, { component: 'user-service' })]
    const gate = { kind: 'tcp', host: '127.0.0.1', port: mysql.port } as const
    await start(place, [{ ...service, gates: [gate] }])
    const waiting = await eventually(async () => {
      const report = await reportOf(place, 'user-service')
      expect(report.waitsFor).toBeDefined()
      return report
    }, 2000)
    expect(waiting).toMatchObject({ phase: 'waiting', waitsFor: { port: mysql.port, answer: 'connection refused' } })
    expect(waiting.live).toBeUndefined()
    await start(place, [mysql])
    await becomes(place, 'user-service', 'running')
  })

  it('is not fooled by another process that answers on the port', async () => {
    const place = await supervised()
    const spec = await smallSpec(place, { manners: ['never-listens'] })
    const stranger = createServer().listen(spec.port, '127.0.0.1')
    try {
      await start(place, [spec])
      await eventually(async () => {
        const { phase, lastProbe } = await reportOf(place, 'mysql')
        expect({ phase, lastProbe }).toEqual({
          phase: 'starting',
          lastProbe: expect.stringContaining('another process answers on this port'),
        })
      }, 5000)
    } finally {
      stranger.close()
    }
  })

  it('ends whole groups, kills what ignores SIGTERM, and leaves nothing', async () => {
    const place = await supervised()
    const mysql = await smallSpec(place, { manners: ['ignores-sigterm', 'has-child'], stopGraceMs: 300 })
    const kafka = await smallSpec(place, { component: 'kafka', manners: ['has-child'] })
    await start(place, [mysql, kafka])
    const pids = [await becomes(place, 'mysql', 'running'), await becomes(place, 'kafka', 'running')]
    const children = [childIn(mysql.logFile), childIn(kafka.logFile)]
    expect(children.every(isAlive)).toBe(true)
    const reply = await askSupervisor(place.socketPath, { op: 'shutdown' }, options)
    expect(reply).toEqual({ stopped: 2, survivors: [] })
    expect([...children, ...pids.map(({ live }) => live?.pid ?? 0)].filter(isAlive)).toEqual([])
    expect(readFileSync(mysql.logFile, 'utf8')).toContain('not yet')
    await eventually(async () => expect(existsSync(place.socketPath)).toBe(false), 2000)
    expect(existsSync(recordFile(place.stateFolder))).toBe(false)
  })

  it('waits less for one that has not come up, where its spec says so', async () => {
    const place = await supervised()
    const spec = await smallSpec(place, { manners: ['ignores-sigterm', 'never-listens'], stopGraceMs: 15_000 })
    await start(place, [{ ...spec, startingGraceMs: 200 }])
    await eventually(async () => expect(readFileSync(spec.logFile, 'utf8')).toContain('started'), 5000)
    await becomes(place, 'mysql', 'starting')
    const asked = Date.now()
    expect(await askSupervisor(place.socketPath, { op: 'shutdown' }, options)).toEqual({ stopped: 1, survivors: [] })
    expect(Date.now() - asked).toBeLessThan(5000)
  })

  it('ends what a dead process left in its group before it starts it again', async () => {
    const place = await supervised()
    const spec = await smallSpec(place, { manners: ['has-child'] })
    await start(place, [spec])
    await becomes(place, 'mysql', 'running')
    const child = childIn(spec.logFile)
    await tell(spec.port, 'die')
    await eventually(async () => expect((await reportOf(place, 'mysql')).restarts).toBe(1), 5000)
    expect(isAlive(child)).toBe(false)
  })

  it('stops dependents first', async () => {
    const place = await supervised()
    const kafka = await smallSpec(place, { component: 'kafka' })
    const service = await smallSpec(place, {
      component: 'user-service',
      manners: ['ignores-sigterm'],
      stopGraceMs: 400,
    })
    await start(place, [kafka, service])
    await becomes(place, 'kafka', 'running')
    await becomes(place, 'user-service', 'running')
    const shutdown = askSupervisor(place.socketPath, { op: 'shutdown' }, options)
    await eventually(async () => expect(readFileSync(service.logFile, 'utf8')).toContain('not yet'), 2000)
    expect((await reportOf(place, 'kafka')).phase).toBe('running')
    expect(await shutdown).toEqual({ stopped: 2, survivors: [] })
  })

  it('replaces a process, and forgets one that is stopped', async () => {
    const place = await supervised()
    const spec = await smallSpec(place)
    await start(place, [spec])
    const first = await becomes(place, 'mysql', 'running')
    expect(await start(place, [{ ...spec, env: { OTHER: '1' } }], true)).toEqual({ mysql: 'started' })
    expect(isAlive(first.live?.pid ?? 0)).toBe(false)
    await becomes(place, 'mysql', 'running')
    await askSupervisor(place.socketPath, { op: 'stop', ids: ['mysql'] }, options)
    expect((await askSupervisor(place.socketPath, { op: 'status' }, options))?.processes).toEqual([])
  })

  it('writes no environment to disk', async () => {
    const place = await supervised()
    await start(place, [await smallSpec(place)])
    await becomes(place, 'mysql', 'running')
    expect(readFileSync(recordFile(place.stateFolder), 'utf8')).not.toContain('not to be seen')
    expect(readFileSync(join(place.stateFolder, 'logs', 'supervisor.log'), 'utf8')).toBe('')
  })

  it.runIf(existsSync('/dev/full'))('goes on when neither its record nor its log can be written', async () => {
    const place = openPlace()
    makePlace(place)
    mkdirSync(join(place.stateFolder, 'logs'), { recursive: true })
    symlinkSync('/dev/full', join(place.stateFolder, 'logs', 'supervisor.log'))
    symlinkSync('/dev/full', `${recordFile(place.stateFolder)}.new`)
    await startSupervisor(place, run().signal)
    await start(place, [await smallSpec(place)])
    await becomes(place, 'mysql', 'running')
    expect(await askSupervisor(place.socketPath, { op: 'shutdown' }, options)).toEqual({ stopped: 1, survivors: [] })
  })

  it('shuts down on SIGTERM', async () => {
    const place = await supervised()
    await start(place, [await smallSpec(place)])
    const { live } = await becomes(place, 'mysql', 'running')
    const record = JSON.parse(readFileSync(recordFile(place.stateFolder), 'utf8'))
    process.kill(record.supervisor.pid, 'SIGTERM')
    await eventually(async () => expect(isAlive(record.supervisor.pid)).toBe(false), 5000)
    expect(isAlive(live?.pid ?? 0)).toBe(false)
    expect(existsSync(place.socketPath)).toBe(false)
    expect(existsSync(dirname(place.socketPath))).toBe(true)
  })

  it('answers what is no request, and refuses to be two', async () => {
    const place = await supervised()
    await expect(askSupervisor(place.socketPath, { op: 'nonsense' } as never, options)).rejects.toThrow('refused')
    await expect(askSupervisor(place.socketPath, 'x' as never, options)).rejects.toThrow('refused')
    await startSupervisor(place, run().signal)
    const record = JSON.parse(readFileSync(recordFile(place.stateFolder), 'utf8'))
    expect(isAlive(record.supervisor.pid)).toBe(true)
  })
})
