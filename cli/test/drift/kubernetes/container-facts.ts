/** How a program is run, in words of no target: what compose.yaml and k8s/ must agree on. */
export interface ContainerFacts {
  readonly image: string
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
