import type { ProcessSpec } from '../process-spec.ts'
import { untilAllHold, untilStarted } from './await-gates.ts'
import { endGroup, groupMembers } from './end-group.ts'
import { lastLines } from './last-lines.ts'
import { type Exit, type Launched, launch } from './launch.ts'
import type { WasOomKill } from './oom-kills.ts'
import type { End, Phase, ProcessReport } from './process-report.ts'
import type { ProcessRow } from './process-table.ts'
import { noHistory, remember, restartDelay } from './restart-policy.ts'
import { pause } from './until-holds.ts'

/** One process that is kept running until it is stopped, or found hopeless. */
export interface Supervised {
  readonly spec: ProcessSpec
  report(): ProcessReport
  /** Ends the process with its whole group. Idempotent. Resolves with what survived. */
  stop(): Promise<readonly ProcessRow[]>
}

export interface Surroundings {
  readonly stateFolder: string
  /** Called at once after a process came or went, before anything else can happen. */
  readonly onChange: () => void
  readonly wasOomKill: WasOomKill
}

const linesOfEvidence = 20
const orphanGraceMs = 1000

export function supervise(spec: ProcessSpec, { stateFolder, onChange, wasOomKill }: Surroundings): Supervised {
  const { id, component, replica, version, ports } = spec
  const identity = { id, component, replica, version, ports }
  const stopping = new AbortController()
  const stopped = new Promise<'stopped'>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve('stopped'), { once: true })
  })
  let restarts = 0
  let lastEnd: End | undefined
  let report: ProcessReport = { ...identity, restarts, phase: 'waiting' }

  function enter(phase: Phase, facts: Partial<ProcessReport> = {}): void {
    report = { ...identity, restarts, ...(lastEnd && { lastEnd }), phase, ...facts }
    onChange()
  }

  function note(facts: Partial<ProcessReport>): void {
    report = { ...report, ...facts }
  }

  async function run(): Promise<readonly ProcessRow[]> {
    for (let history = noHistory; ; restarts++) {
      enter('waiting')
      if (!(await Promise.race([untilAllHold(spec.gates, stopping.signal, note), stopped.then(() => false)]))) break
      const launched = await launch(spec, stateFolder)
      enter('starting', factsOf(launched))
      const wasStarted = await comesUp(launched)
      if (wasStarted) enter('running', factsOf(launched))
      const exit = await Promise.race([launched.exit, stopped])
      if (exit === 'stopped') return end(launched)
      lastEnd = endOf(exit, launched)
      history = remember(history, { wasStarted, livedMs: lastEnd.livedMs })
      const delayMs = restartDelay(history)
      const { lastProbe } = report
      // First the verdict, which somebody waits for; then whatever the dead one left running.
      enter(delayMs === undefined ? 'failed' : 'resting', lastProbe === undefined ? {} : { lastProbe })
      const survivors = await endGroup(launched, { stateFolder, signal: 'SIGTERM', graceMs: orphanGraceMs })
      if (delayMs === undefined) return survivors
      await pause(delayMs, stopping.signal)
    }
    enter('stopped')
    return []
  }

  async function comesUp(launched: Launched): Promise<boolean> {
    const gone = new AbortController()
    const ended = Promise.race([launched.exit, stopped]).then(() => {
      gone.abort()
      return false
    })
    const members = (): readonly number[] => groupMembers(launched, stateFolder).map(({ pid }) => pid)
    return Promise.race([untilStarted(spec.started, members, gone.signal, (lastProbe) => note({ lastProbe })), ended])
  }

  async function end(launched: Launched): Promise<readonly ProcessRow[]> {
    const { stopSignal: signal, stopGraceMs, startingGraceMs = stopGraceMs } = spec
    const graceMs = report.phase === 'starting' ? startingGraceMs : stopGraceMs
    enter('stopping', factsOf(launched))
    const survivors = await endGroup(launched, { stateFolder, signal, graceMs })
    if (survivors.length === 0) enter('stopped')
    return survivors
  }

  function endOf(exit: Exit, { startedAt }: Launched): End {
    const now = new Date()
    return {
      ...exit,
      at: now.toISOString(),
      outOfMemory: exit.signal === 'SIGKILL' && wasOomKill(),
      livedMs: now.getTime() - startedAt.getTime(),
      lastLines: lastLines(spec.logFile, linesOfEvidence),
    }
  }

  // It could not be executed, or its log not be written: that is a failure of this process, never of the supervisor.
  const ended = run().catch((error: Error) => {
    enter('failed', { problem: error.message })
    return []
  })

  return {
    spec,
    report: () => report,
    stop: () => {
      stopping.abort()
      return ended
    },
  }
}

function factsOf({ pid, startTime, startedAt }: Launched): Partial<ProcessReport> {
  return { live: { pid, startTime, startedAt: startedAt.toISOString() } }
}
