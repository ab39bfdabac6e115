/** How long a load goes on. */
export type LoadUntil = { readonly seconds: number } | { readonly users: number }

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

/** For the process that startLoadProcess() starts: makes each load that is asked for, until the one who asks is gone. */
export function makeLoads<Job>(make: (job: Job) => Promise<Omit<LoadResult, 'cpuSeconds' | 'residentBytes'>>): void {
  process.on('message', async (job) => {
    const begin = process.cpuUsage()
    const made = await make(job as Job)
    const { user, system } = process.cpuUsage(begin)
    const result: LoadResult = { ...made, cpuSeconds: (user + system) / 1e6, residentBytes: process.memoryUsage.rss() }
    process.send?.(result)
  })
}
