/** How a program is run, in words of no target: what compose.yaml and k8s/ must agree on. */
export interface ContainerFacts {
  readonly image: string
  /** What is run instead of what the image runs, if anything is. */
  readonly entrypoint: string
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** MiB */
  readonly memory: number
  /** Where volumes are that outlive the container. */
  readonly data: readonly string[]
  readonly isReadOnly: boolean
  /** How long it may take to stop, in seconds. */
  readonly stopsWithin: number
  readonly probe: ProbeFacts
}

export interface ProbeFacts {
  /** A command, or port and path as in `GET 9090/-/ready`. */
  readonly asks: string
  /** Seconds, once it has answered for the first time. */
  readonly every: number
  readonly timeout: number
  readonly retries: number
}

export type ContainersFacts = Readonly<Record<string, ContainerFacts>>

/** A command in one line: of a script with several its first and its last one. */
export function shortened(command: readonly string[]): string {
  return command
    .join(' ')
    .trim()
    .replace(/\n.*\n/s, ' … ')
}
