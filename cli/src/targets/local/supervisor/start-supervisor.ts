import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MsctlError } from '../../../errors.ts'
import { packageRoot } from '../../../lib/folders.ts'
import type { Place } from '../place.ts'
import { askSupervisor } from './ask-supervisor.ts'
import { lastLines } from './last-lines.ts'
import { markOf } from './stack-marker.ts'

const readyWithinMs = 15_000

/** Starts a supervisor that outlives this process, and waits until it answers. An aborted one is ended again. */
export async function startSupervisor({ stateFolder, socketPath }: Place, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const logFile = join(stateFolder, 'logs', 'supervisor.log')
  mkdirSync(join(stateFolder, 'logs'), { recursive: true })
  const log = openSync(logFile, 'a')
  const child = spawn(process.execPath, [entry(), '--state', stateFolder, '--socket', socketPath], {
    cwd: '/',
    // Nothing of the user's environment: it may hold passwords, and would be kept for as long as the stack runs.
    env: { PATH: process.env.PATH, ...markOf(stateFolder) },
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  child.unref()
  let problem: string | undefined
  child.once('error', (error) => {
    problem = error.message
  })
  child.once('exit', (code, name) => {
    problem = `exit ${code ?? name}`
  })
  try {
    const deadline = Date.now() + readyWithinMs
    while (!(await isReady(socketPath, signal))) {
      if (problem === undefined && Date.now() > deadline) problem = `no answer within ${readyWithinMs / 1000} s`
      if (problem !== undefined) throw new Error(problem)
      await sleep(20, undefined, { signal })
    }
  } catch (cause) {
    child.kill('SIGTERM')
    signal.throwIfAborted()
    throw new MsctlError('MSCTL_COMPONENT_FAILED', `the supervisor could not be started: ${(cause as Error).message}`, {
      cause,
      details: { lastLines: lastLines(logFile, 20) },
    })
  }
}

async function isReady(socketPath: string, signal: AbortSignal): Promise<boolean> {
  try {
    return (await askSupervisor(socketPath, { op: 'status' }, { signal, timeoutMs: 2000 })) !== undefined
  } catch {
    return false
  }
}

/** Of the build; from source the source, which Node runs as it is. */
function entry(): string {
  return import.meta.filename.endsWith('.ts')
    ? join(import.meta.dirname, 'main.ts')
    : join(packageRoot(), 'dist/cli/targets/local/supervisor/main.js')
}
