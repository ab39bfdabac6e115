/** To a process, or with a negative number to all of a group. Says nothing about what became of it. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended meanwhile, or belongs to somebody else: whoever waits for its end sees which.
  }
}
