import { sendSignal } from './send-signal.ts'

const againMs = 1000
const killAfterMs = 10_000

/**
 * While the signal is aborted, asks all processes of the group that this child leads (`detached`) to end, again every second, and
 * kills what is left after 10 s. Until disposed: do that once the child and its output have ended.
 *
 * One SIGTERM to the child is not enough: `docker` that gets it while it starts its plugin tells that plugin nothing, which then goes on.
 */
export function endGroupOnAbort({ pid }: { readonly pid?: number | undefined }, signal: AbortSignal): Disposable {
  let timer: NodeJS.Timeout | undefined
  const end = (): void => {
    // The program could not be started.
    if (pid === undefined) return
    const startedAt = Date.now()
    const ask = (): void => sendSignal(-pid, Date.now() - startedAt < killAfterMs ? 'SIGTERM' : 'SIGKILL')
    ask()
    timer = setInterval(ask, againMs)
  }
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
  return {
    [Symbol.dispose]() {
      signal.removeEventListener('abort', end)
      clearInterval(timer)
    },
  }
}
