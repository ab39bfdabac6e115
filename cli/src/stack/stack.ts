import { type ComponentName, catalogue } from './components.ts'

export type KafkaMode = 'zookeeper' | 'kraft'

/** Desired state. Read once, never mutated. Holds no secret: see `credentials`. */
export interface Stack {
  readonly name: string
  readonly kafkaMode: KafkaMode
  /** Address that host ports are bound to. */
  readonly bind: string
  readonly topic: string
  readonly database: string
  /** In start order: a component comes after what it depends on. */
  readonly components: readonly Component[]
  /** Services left out with --without: the gateway and Prometheus route to the one that the user runs on its port. */
  readonly external: readonly Component[]
  readonly credentials: Credentials
  /** Contained in all ports. Only of a stack that settings describe. */
  readonly portOffset?: number
  /** Only of a stack that settings describe. */
  readonly machine?: MachineSize
}

/** How large a machine is made where a target makes one and there is none yet. */
export interface MachineSize {
  readonly cpus: number
  /** In MiB. */
  readonly memoryMib: number
  /** What the target makes it with, in the target's own words. */
  readonly driver: string
}

export interface Component {
  readonly name: ComponentName
  readonly dependsOn: readonly ComponentName[]
  /** Host ports by the names of the catalogue, offset and overrides applied. */
  readonly ports: Readonly<Record<string, number>>
  readonly replicas: number
  readonly optional: boolean
  /** Where it runs in a container: the image and the memory limit, when they are not those of the target's own files. */
  readonly image?: string
  readonly memoryLimit?: string
}

/** Never printed, logged, written outside the state folder or put into a process list. */
export interface Credentials {
  readonly mysqlRootPassword: string
  readonly mysqlUser: string
  readonly mysqlPassword: string
  readonly grafanaUser: string
  readonly grafanaPassword: string
}

export type ComponentState = 'missing' | 'starting' | 'ready' | 'unhealthy' | 'failed' | 'stopped' | 'skipped'

/**
 * Observed state of one replica (replica 0: the component as a whole, where none exists or it was skipped).
 * From a target, `ready` means "runs as far as the target can tell"; whether it *works* is what probes add.
 * `detail` holds the target's own words; `evidence` what explains a failure.
 */
export interface ComponentStatus {
  readonly name: ComponentName
  readonly replica: number
  readonly state: ComponentState
  readonly detail: string
  readonly version?: string
  /** Host port by name of this replica. */
  readonly ports: Readonly<Record<string, number>>
  readonly memoryBytes?: number
  readonly restarts: number
  /** Of the process, on targets where this machine runs it. */
  readonly pid?: number
  /** When the process or container that runs now was started, ISO 8601. */
  readonly startedAt?: string
  readonly evidence?: Evidence
  /** Why it cannot work and what to do about it, where the target knows. */
  readonly cause?: Cause
}

export interface Cause {
  readonly why: string
  /** Each one a command to paste or one fact to check. */
  readonly suggestions: readonly string[]
}

export interface Evidence {
  readonly exitCode?: number
  readonly signal?: string
  readonly outOfMemory: boolean
  /** How much memory it was allowed, where that was limited. */
  readonly memoryLimitBytes?: number
  /** From being started to its end. */
  readonly livedMs?: number
  readonly lastProbe?: string
  readonly lastLines: readonly string[]
}

/** Someone else's program in the place of one of our services: it need not have our probes, tables or metrics. */
export function isForeign({ name, image }: Component): boolean {
  return catalogue[name].isService && image !== undefined && !isOurImage(name, image)
}

/** "msctl/user-service:1.0.0", and the same in a registry: "registry.example/team/msctl/user-service:1.0.0". */
export function isOurImage(name: ComponentName, image: string): boolean {
  return image.startsWith(`msctl/${name}:`) || image.includes(`/msctl/${name}:`)
}

/** Our service under the name that our files give it: elsewhere it is not built anew, since a registry has it. */
export function isBuiltHere({ name, image }: Component): boolean {
  return catalogue[name].isService && (image === undefined || image.startsWith(`msctl/${name}:`))
}

/** Why nothing is known of what these do in this stack: an image of somebody else runs in the place of one of them. */
export function whyForeign(stack: Stack, names: readonly ComponentName[]): string | undefined {
  const foreign = stack.components.find((component) => names.includes(component.name) && isForeign(component))
  return foreign && `${foreign.name} runs another image: ${foreign.image}`
}

export function withReplicas(stack: Stack, name: ComponentName, replicas: number): Stack {
  const components = stack.components.map((one) => (one.name === name ? { ...one, replicas } : one))
  return { ...stack, components }
}

export function componentOf(stack: Stack, name: ComponentName): Component | undefined {
  return stack.components.find((component) => component.name === name)
}
