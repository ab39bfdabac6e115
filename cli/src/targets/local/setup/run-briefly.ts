import { spawn } from 'node:child_process'
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MsctlError } from '../../../errors.ts'
import type { ProcessSpec } from '../process-spec.ts'
import { askGate } from '../supervisor/ask-gate.ts'
import { lastLines } from '../supervisor/last-lines.ts'

const startLimitMs = 90_000

/** Starts a process, waits until it has come up, does `work`, stops it and waits for its end. It never outlives the call. */
export async function runBriefly(spec: ProcessSpec, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  signal.throwIfAborted()
  await mkdir(dirname(spec.logFile), { recursive: true })
  await using log = await open(spec.logFile, 'a')
  const [program, ...args] = spec.argv
  const child = spawn(program, args, {
    cwd: spec.cwd,
    env: { ...spec.env },
    stdio: ['ignore', log.fd, log.fd],
    ...(spec.user && { uid: spec.user.uid, gid: spec.user.gid }),
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const killHard = (): void => void child.kill('SIGKILL')
  process.once('exit', killHard)
  try {
    const deadline = Date.now() + startLimitMs
    while (!(await askGate(spec.started)).holds) {
      signal.throwIfAborted()
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) throw didNotStart(spec)
      await sleep(50)
    }
    await work()
  } finally {
    child.kill(signal.aborted ? 'SIGKILL' : spec.stopSignal)
    const limit = setTimeout(killHard, spec.stopGraceMs)
    await ended
    clearTimeout(limit)
    process.off('exit', killHard)
  }
}

function didNotStart({ id, logFile }: ProcessSpec): MsctlError {
  const lines = lastLines(logFile, 20)
  return new MsctlError(
    'MSCTL_COMPONENT_FAILED',
    `${id} did not start for its first try: ${lines.at(-1) ?? 'no log'}`,
    {
      details: { component: id, lastLines: lines },
    },
  )
}
