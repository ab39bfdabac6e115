import { fileURLToPath } from 'node:url'
import { execa } from 'execa'

/** What came of a load, whichever made it. */
export interface LoadResult {
  readonly accepted: number
  readonly seconds: number
  /** Of one answer, milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Of the process that made the load. */
  readonly cpuSeconds: number
  readonly residentBytes: number
}

/** Makes loads one after the other, so that only the first finds its code not compiled yet. */
export interface LoadProcess<Job> extends AsyncDisposable {
  /** Throws when anything was not accepted; the process has ended then. */
  run(job: Job): Promise<LoadResult>
}

/** A process of its own, so that making the load delays nothing that is measured. */
export function startLoadProcess<Job extends object>(script: URL, signal: AbortSignal): LoadProcess<Job> {
  const child = execa(process.execPath, [fileURLToPath(script)], {
    ipc: true,
    stderr: 'inherit',
    cancelSignal: signal,
  })
  const ended = child.catch((error: unknown) => error)
  return {
    run: async (job) => {
      const [result] = await Promise.all([child.getOneMessage(), child.sendMessage(job)])
      return result as LoadResult
    },
    [Symbol.asyncDispose]: async () => {
      child.kill()
      await ended
    },
  }
}

/** For that process: makes each load that is asked for, until the one who asks is gone. */
export function makeLoads<Job>(make: (job: Job) => Promise<Omit<LoadResult, 'cpuSeconds' | 'residentBytes'>>): void {
  process.on('message', async (job) => {
    const begin = process.cpuUsage()
    const made = await make(job as Job)
    const { user, system } = process.cpuUsage(begin)
    const result: LoadResult = { ...made, cpuSeconds: (user + system) / 1e6, residentBytes: process.memoryUsage.rss() }
    process.send?.(result)
  })
}
