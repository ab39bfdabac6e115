import { sendSignal } from './send-signal.ts'

const againMs = 1000
const killAfterMs = 10_000

/**
 * While the signal is aborted, asks all processes of the group that this child leads (`detached`) to end, again every second, and
 * kills what is left after 10 s, or when this process ends before that. Until disposed: do that once the child and its output have ended.
 *
 * One SIGTERM to the child is not enough: `docker` that gets it while it starts its plugin tells that plugin nothing, which then goes on.
 */
export function endGroupOnAbort({ pid }: { readonly pid?: number | undefined }, signal: AbortSignal): Disposable {
  // The program could not be started.
  if (pid === undefined) return { [Symbol.dispose]() {} }
  let timer: NodeJS.Timeout | undefined
  const kill = (): void => sendSignal(-pid, 'SIGKILL')
  const end = (): void => {
    const startedAt = Date.now()
    const ask = (): void => (Date.now() - startedAt < killAfterMs ? sendSignal(-pid, 'SIGTERM') : kill())
    ask()
    timer = setInterval(ask, againMs)
    // A second Ctrl-C ends this process at once.
    process.once('exit', kill)
  }
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
  return {
    [Symbol.dispose]() {
      signal.removeEventListener('abort', end)
      clearInterval(timer)
      process.off('exit', kill)
    },
  }
}
