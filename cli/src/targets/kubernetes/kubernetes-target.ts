import type { Folders } from '../../lib/folders.ts'
import { keepAnswer } from '../../lib/keep-answer.ts'
import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
import type { ComponentStatus, Stack } from '../../stack/stack.ts'
import type { TargetName } from '../../stack/target-names.ts'
import { observe as observeLocal } from '../local/observe.ts'
import { placeOf } from '../local/place.ts'
import type {
  DestroyResult,
  Diagnosis,
  DiscoveredStack,
  Endpoint,
  LogLine,
  LogOptions,
  Problem,
  Target,
} from '../target.ts'
import { currentContext } from './api/kubeconfig-files.ts'
import type { Availability } from './availability.ts'
import type { OwnForwards } from './connect.ts'
import type { KubernetesContext } from './context.ts'
import { readBrokenForwards } from './forwards/broken-forwards.ts'
import { orderedContext } from './forwards/forwards-file.ts'
import { whyUnreachable } from './forwards/why-unreachable.ts'
import type { Pod } from './status/objects.ts'
import type { Observe } from './status/observe.ts'
import type { DetailReader } from './status/read-details.ts'

/** Objects in a namespace of the cluster that a context names. Its parts are loaded when they are needed: most commands need few. */
export class KubernetesTarget implements Target {
  readonly name: TargetName
  readonly runsImages = true
  readonly context: string | undefined
  readonly #folders: Folders
  readonly #forwards: OwnForwards = { open: new Map(), broken: new Map() }
  readonly #open = keepAnswer(async () => {
    const [{ openCluster }, { withPatience }] = await Promise.all([
      import('./api/open-cluster.ts'),
      import('./api/with-patience.ts'),
    ])
    return withPatience(await openCluster(this.context))
  })
  #details: DetailReader | undefined
  /** By stack. */
  readonly #observers = new Map<string, Observe>()
  /** As they were at the last look at each stack. */
  readonly #pods = new Map<string, readonly Pod[]>()
  /** Since apply() began: the stack's ports are being forwarded, or will be at once. */
  #isForwarding = false

  /** `name`: of the target that this one works for, where people know it as another. */
  constructor(folders: Folders, context?: string, name: TargetName = 'kubernetes') {
    this.name = name
    this.#folders = folders
    this.context = context ?? currentContext()
  }

  async availability(run: Run): Promise<Availability> {
    const { availability } = await import('./availability.ts')
    return availability(() => this.#open(), run.signal)
  }

  async discover(name: string, { signal }: Run): Promise<DiscoveredStack | undefined> {
    if (this.context === undefined) return undefined
    const { discoverStack } = await import('./discover-stack.ts')
    return discoverStack(await this.#open(), name, signal)
  }

  async preflight(stack: Stack, run: Run): Promise<readonly Problem[]> {
    const { findProblems } = await import('./find-problems.ts')
    return findProblems(await this.#context(stack, run), run)
  }

  async diagnose(stack: Stack, run: Run): Promise<Diagnosis> {
    const { diagnose } = await import('./diagnose.ts')
    return diagnose(await this.availability(run), () => this.#context(stack, run), run)
  }

  async apply(stack: Stack, run: Run): Promise<void> {
    const context = await this.#context(stack, run)
    const { applyStack } = await import('./apply-stack.ts')
    this.#isForwarding = true
    return applyStack(context, run)
  }

  async status(stack: Stack, run: Run): Promise<readonly ComponentStatus[]> {
    const { cluster } = await this.#context(stack, run)
    const { createObserver } = await import('./status/observe.ts')
    const { toStatuses } = await import('./status/to-statuses.ts')
    const { DetailReader } = await import('./status/read-details.ts')
    this.#details ??= new DetailReader()
    const observe = this.#observers.get(stack.name) ?? createObserver(cluster, stack.name)
    this.#observers.set(stack.name, observe)
    const observed = await observe(run.signal)
    this.#pods.set(stack.name, observed.pods)
    const statuses = toStatuses(observed, { stack, context: cluster.context })
    return this.#details.complete(statuses, observed, cluster, stack.name, run.signal)
  }

  whyUnreachable(stack: Stack, component: ComponentName): string | undefined {
    const kept = readBrokenForwards(placeOf(this.#folders, stack.name).stateFolder)
    const broken = [...kept, ...this.#forwards.broken.values()]
    return whyUnreachable(component, broken, this.#pods.get(stack.name) ?? [], stack)
  }

  async *logs(stack: Stack, options: LogOptions, run: Run): AsyncIterable<LogLine> {
    const { readLogs } = await import('./logs/read-logs.ts')
    yield* readLogs(await this.#context(stack, run), options, run)
  }

  async connect(stack: Stack, component: ComponentName, port: string, run: Run, replica?: number): Promise<Endpoint> {
    const { connect } = await import('./connect.ts')
    const isForwarded = () => this.#isForwarded(stack, run)
    return connect(() => this.#context(stack, run), stack, { component, port, replica }, isForwarded, this.#forwards)
  }

  async restart(stack: Stack, components: readonly ComponentName[], run: Run): Promise<void> {
    const { restartComponents } = await import('./restart-components.ts')
    return restartComponents(await this.#context(stack, run), components, run)
  }

  async scale(stack: Stack, component: ComponentName, replicas: number, run: Run): Promise<void> {
    const { scaleService } = await import('./scale-service.ts')
    return scaleService(await this.#context(stack, run), component, replicas, run)
  }

  async destroy(stack: Stack, { volumes }: { readonly volumes: boolean }, run: Run): Promise<DestroyResult> {
    const { destroyStack } = await import('./destroy-stack.ts')
    this.#isForwarding = false
    return destroyStack(() => this.#context(stack, run), stack, this.#folders, volumes, run)
  }

  async #context(stack: Stack, run: Run): Promise<KubernetesContext> {
    run.signal.throwIfAborted()
    return { stack, cluster: await this.#open(), folders: this.#folders, target: this.name }
  }

  /** To this cluster: forwards of the same name to another one are none here. */
  async #isForwarded(stack: Stack, run: Run): Promise<boolean> {
    if (this.#isForwarding) return true
    const place = placeOf(this.#folders, stack.name)
    if (orderedContext(place.stateFolder) !== this.context) return false
    const observation = await observeLocal(place, run)
    const processes = observation.kind === 'supervised' ? observation.processes : []
    return processes.some(({ component, live }) => component === 'forwards' && live !== undefined)
  }
}
