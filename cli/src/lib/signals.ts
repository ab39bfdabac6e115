import { MsctlError } from '../errors.ts'

export interface Interruption extends Disposable {
  /** Aborted by the first SIGINT or SIGTERM; its reason is the MsctlError to end with. */
  readonly signal: AbortSignal
}

/** From now on the first SIGINT or SIGTERM only aborts `signal`; the second ends the process at once. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController()
  const onSignal = (name: NodeJS.Signals): void => {
    const reason =
      name === 'SIGINT'
        ? new MsctlError('MSCTL_INTERRUPTED', 'interrupted')
        : new MsctlError('MSCTL_TERMINATED', 'asked to end (SIGTERM)')
    // The second one means "now": nothing may run after it, so this is the one exit outside bin/run.js.
    if (controller.signal.aborted) process.exit(reason.exit)
    controller.abort(reason)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}
