import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync } from 'node:fs'
import type { ProcessSpec } from '../process-spec.ts'
import { readProcess } from './process-table.ts'
import { openLog } from './rotate-log.ts'
import { markOf } from './stack-marker.ts'

export interface Exit {
  readonly exitCode?: number
  readonly signal?: string
}

export interface Launched {
  /** Also the number of its process group. */
  readonly pid: number
  readonly startTime: string
  readonly startedAt: Date
  readonly exit: Promise<Exit>
}

/** Starts the process in a group of its own, its output going straight to its log. Throws when it cannot be executed. */
export async function launch(spec: ProcessSpec, stateFolder: string): Promise<Launched> {
  const startedAt = new Date()
  const child = spawnInto(spec, stateFolder)
  const { pid } = child
  if (pid === undefined) {
    const [error] = await once(child, 'error')
    throw error
  }
  child.on('error', () => {})
  const exit = new Promise<Exit>((resolve) => {
    child.once('exit', (exitCode, signal) => {
      resolve({ ...(exitCode !== null && { exitCode }), ...(signal !== null && { signal }) })
    })
  })
  // A process that has ended already has no start time left to read, and nothing will ever signal it.
  return { pid, startTime: readProcess(pid)?.startTime ?? 'ended', startedAt, exit }
}

function spawnInto(spec: ProcessSpec, stateFolder: string): ChildProcess {
  const [program, ...args] = spec.argv
  const log = openLog(spec.logFile)
  try {
    return spawn(program, args, {
      cwd: spec.cwd,
      // Logs of different programs can be merged by time only when they agree on the zone.
      env: { ...spec.env, TZ: 'UTC', ...markOf(stateFolder) },
      stdio: ['ignore', log, log],
      detached: true,
      ...spec.user,
    })
  } finally {
    closeSync(log)
  }
}
