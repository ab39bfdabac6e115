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

/** Runs a load in a process of its own, so that making it delays nothing that is measured. Throws when anything was not accepted. */
export async function runLoad(script: URL, job: object, signal: AbortSignal): Promise<LoadResult> {
  const { stdout } = await execa(process.execPath, [fileURLToPath(script), JSON.stringify(job)], {
    stderr: 'inherit',
    cancelSignal: signal,
  })
  return JSON.parse(stdout) as LoadResult
}

/** For the process that makes the load: what it used from this call to the next of what is returned. */
export function measureOwnUsage(): () => Pick<LoadResult, 'cpuSeconds' | 'residentBytes'> {
  const begin = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(begin)
    return { cpuSeconds: (user + system) / 1e6, residentBytes: process.memoryUsage.rss() }
  }
}
