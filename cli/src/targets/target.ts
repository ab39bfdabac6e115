import type { Run } from '../lib/run.ts'
import type { ComponentName } from '../stack/components.ts'
import type { ComponentStatus, Stack } from '../stack/stack.ts'
import type { TargetName } from '../stack/target-names.ts'

export interface Problem {
  readonly summary: string
  /** Each one a command to paste or one fact to check. */
  readonly suggestions: readonly string[]
  readonly code: 'MSCTL_PORT_TAKEN' | 'MSCTL_TOOL_MISSING' | 'MSCTL_MACHINE_LACKS' | 'MSCTL_DATA_INCOMPATIBLE'
  readonly details?: Readonly<Record<string, unknown>>
}

/** One thing that was looked at on this machine. */
export interface Finding {
  readonly category: 'node' | 'tools' | 'ports' | 'memory' | 'data' | 'disk' | 'project'
  readonly name: string
  /** `fail`: no stack can run because of it; `warning`: it runs with less. */
  readonly status: 'pass' | 'warning' | 'fail'
  readonly message: string
  /** Each one a command to paste or a page; empty when nothing is to be done. */
  readonly fixes: readonly string[]
  readonly details: Readonly<Record<string, unknown>>
}

export interface Diagnosis {
  readonly findings: readonly Finding[]
  /** Optional components that a stack would be without. */
  readonly without: readonly ComponentName[]
}

export interface Endpoint extends AsyncDisposable {
  readonly host: string
  readonly port: number
}

export interface LogOptions {
  /** Empty: all. */
  readonly components: readonly ComponentName[]
  readonly follow: boolean
  /** At most that many of the last lines of each component; undefined: all. */
  readonly tail?: number
  readonly since?: Date
  /** The lines of the process or container before the one that runs now. */
  readonly previous: boolean
}

export interface LogLine {
  readonly component: ComponentName
  readonly replica: number
  readonly time: Date
  /** As the program wrote it, without line end. */
  readonly text: string
}

/** What was found running without a record of it. */
export interface DiscoveredStack {
  readonly stack: Stack
  /** ISO 8601, of the oldest part. */
  readonly createdAt: string
  /** Where it was started, if that is known and holds its passwords. */
  readonly folder?: string
}

export interface DestroyResult {
  readonly stopped: number
  /** What `volumes` removed: folders, volumes, claims, by name, and their size where it is known. */
  readonly removed: readonly { readonly what: string; readonly bytes?: number }[]
  /** What `volumes` does not remove since it is not the stack's alone, each with the reason. */
  readonly kept?: readonly string[]
  /** What is still there after a second look; empty when all is gone. */
  readonly leftBehind: readonly string[]
}

/** What stacks run on, where a target makes that, too. It may carry several stacks, and what others put there. */
export interface Machine {
  /** As people know it: "Minikube profile minikube". */
  readonly title: string
  /** Makes it run, with what the stack needs of it; again: only what is missing. May take minutes, which no wait for readiness counts. */
  prepare(stack: Stack, run: Run): Promise<void>
  /** Stops it with all that runs there; data stays. Resolves to whether it ran. */
  stop(stack: Stack, run: Run): Promise<boolean>
  /** Removes it with all that is in it; resolves to whether it was there. MSCTL_USAGE for one that msctl did not make. */
  remove(stack: Stack, run: Run): Promise<boolean>
}

/**
 * A place where a stack runs. No method waits for readiness, prints, retries or exits.
 * An unhealthy component is data; only "could not ask" is an error (MSCTL_COULD_NOT_ASK).
 */
export interface Target {
  readonly name: TargetName
  /** Which cluster, where the target has several; said in every output. */
  readonly context?: string | undefined
  /** Where the target makes what stacks run on; apply() prepares it where that was not done. */
  readonly machine?: Machine
  /** Whether components run from images; elsewhere images and memory limits of the stack mean nothing. */
  readonly runsImages: boolean
  /** Whether any stack can run here, asked quickly; `reason`: "Docker 28.5.2 answers", "no Docker engine answers". */
  availability(run: Run): Promise<{ readonly isUsable: boolean; readonly reason: string }>
  /** A stack of that name that runs here, whoever made it; undefined where there is none or nobody can be asked. Quick. */
  discover(name: string, run: Run): Promise<DiscoveredStack | undefined>
  /** What this machine lacks for this stack here (tools, ports, memory); [] when it can be used. Changes nothing. */
  preflight(stack: Stack, run: Run): Promise<readonly Problem[]>
  /** What was looked at for this stack here, good and bad, whether or not it can run. Changes nothing. */
  diagnose(stack: Stack, run: Run): Promise<Diagnosis>
  /** Makes the stack exist; again: only what is missing. Promises acceptance, not readiness. Rejects when aborted. */
  apply(stack: Stack, run: Run): Promise<void>
  /** At least one entry per component, `missing` included. */
  status(stack: Stack, run: Run): Promise<readonly ComponentStatus[]>
  /**
   * Calls `onChange` once it is listening and whenever status() may have become another one, until aborted; rejects never: status() tells what is wrong. A
   * target without it cannot tell, and has to be asked all the time.
   */
  watch?(stack: Stack, onChange: () => void, run: Run): Promise<void>
  /**
   * What to say, beside what the client of a connection saw, of a component that is ready for the target and could not be reached from this
   * machine just now; undefined where the target knows nothing.
   */
  whyUnreachable?(stack: Stack, component: ComponentName): string | undefined
  /** Ends by itself without `follow`; with it, when `run.signal` aborts. An absent stack has no lines. */
  logs(stack: Stack, options: LogOptions, run: Run): AsyncIterable<LogLine>
  /**
   * Opens a path from this machine to a named port: of the given replica, or without one the address that the stack has for it
   * (which several replicas may share, or a service that the user runs in its place has). Dispose it to close the path.
   */
  connect(stack: Stack, component: ComponentName, port: string, run: Run, replica?: number): Promise<Endpoint>
  /** Replaces all replicas of the components by new ones; returns once the new ones were accepted. */
  restart(stack: Stack, components: readonly ComponentName[], run: Run): Promise<void>
  /** Changes how many replicas of one of our services run (0 to 9); routes and scrape targets follow. */
  scale(stack: Stack, component: ComponentName, replicas: number, run: Run): Promise<void>
  /** Removes what apply() made. Idempotent: an absent stack is success. `volumes`: data, logs and records too. */
  destroy(stack: Stack, options: { readonly volumes: boolean }, run: Run): Promise<DestroyResult>
}
