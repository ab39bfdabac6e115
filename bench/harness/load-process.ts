import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import type { AutocannonJob } from './autocannon-load.ts'
import type { BareLoopJob } from './bare-loop.ts'
import type { LoadResult } from './make-loads.ts'

/** Makes loads one after the other, so that only the first finds its code not compiled yet. */
export interface LoadProcess<Job> extends AsyncDisposable {
  /** Throws when anything was not accepted; the process has ended then. */
  run(job: Job): Promise<LoadResult>
}

export const startAutocannon = (signal: AbortSignal): LoadProcess<AutocannonJob> =>
  startLoadProcess('autocannon-load.ts', signal)

export const startBareLoop = (signal: AbortSignal): LoadProcess<BareLoopJob> => startLoadProcess('bare-loop.ts', signal)

/** A process of its own, so that making the load delays nothing that is measured. */
function startLoadProcess<Job extends object>(script: string, signal: AbortSignal): LoadProcess<Job> {
  const child = execa(process.execPath, [fileURLToPath(new URL(script, import.meta.url))], {
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
