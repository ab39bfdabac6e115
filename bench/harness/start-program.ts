import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Sandbox } from '../../e2e/harness/sandbox.ts'

/** Disposing ends it and removes its log. */
export interface Program extends AsyncDisposable {
  readonly pid: number
  readonly logFile: string
  /** Throws, with the end of its log, when it is not running any more. */
  insistRunning(): void
}

export interface ProgramOptions {
  readonly name: string
  readonly argv: readonly string[]
  readonly cwd?: string
  /** Added to the sandbox's. */
  readonly env: Readonly<Record<string, string>>
}

const graceMs = 15_000

/** Like the supervisor of `local` it lets a program write its log straight to a file. */
export function startProgram(sandbox: Sandbox, { name, argv, cwd, env }: ProgramOptions): Program {
  const logFile = join(sandbox.folder, `${name}.log`)
  const log = openSync(logFile, 'w')
  const [command = '', ...args] = argv
  const child = spawn(command, args, {
    cwd: cwd ?? sandbox.cwd,
    env: { ...sandbox.env, ...env },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const ended = once(child, 'close')
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null || child.pid === undefined
  return {
    pid: child.pid ?? 0,
    logFile,
    insistRunning: () => {
      if (!hasEnded()) return
      throw new Error(`${name} ended by itself:\n${readFileSync(logFile, 'utf8').split('\n').slice(-20).join('\n')}`)
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
      const isEnded = await Promise.race([ended.then(() => true), sleep(graceMs, false, { ref: false })])
      if (!isEnded) child.kill('SIGKILL')
      await ended
      rmSync(logFile, { force: true })
    },
  }
}
