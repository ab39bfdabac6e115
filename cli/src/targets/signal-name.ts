const names: Readonly<Record<number, string>> = { 6: 'SIGABRT', 9: 'SIGKILL', 11: 'SIGSEGV', 15: 'SIGTERM' }

/** Those that end programs; undefined for any other number. */
export function signalName(signal: number): string | undefined {
  return names[signal]
}

/** Shells and engines alike give 128 and the number of the signal. */
export function signalIn(exitCode: number): string | undefined {
  return exitCode > 128 ? signalName(exitCode - 128) : undefined
}
