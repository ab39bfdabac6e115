import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../../cli/src/lib/folders.ts'
import type { Sandbox } from './sandbox.ts'

export interface Finished {
  /** As a shell shows it: 130 for a process that SIGINT ended. */
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built program as a user would, and waits for its end. */
export async function msctl(sandbox: Sandbox, ...args: readonly string[]): Promise<Finished> {
  return startMsctl(sandbox, ...args).finished
}

export interface Started {
  readonly child: ChildProcess
  readonly finished: Promise<Finished>
}

export function startMsctl(sandbox: Sandbox, ...args: readonly string[]): Started {
  const child = spawn(process.execPath, [join(packageRoot(), 'cli/bin/run.js'), ...args], {
    cwd: sandbox.cwd,
    env: sandbox.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { child, finished: finish(child) }
}

async function finish(child: ChildProcess): Promise<Finished> {
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr?.on('data', (chunk) => {
    stderr += chunk
  })
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  return { exitCode: code ?? 128 + constants.signals[signal ?? 'SIGKILL'], stdout, stderr }
}
