/** Travels with every effect, as Go's ctx does: how to be told to stop, and where to say what is going on. */
export interface Run {
  readonly signal: AbortSignal
  /** One short line about what is happening now; call it only when that changed. */
  readonly report: (text: string) => void
  /** The docker, kubectl or shell command that an effect stands for, for --show-commands. */
  readonly showCommand: (command: string) => void
}
