import type { Folders } from '../../lib/folders.ts'
import { keepAnswer } from '../../lib/keep-answer.ts'
import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
import type { ComponentStatus, Stack } from '../../stack/stack.ts'
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
import type { Availability } from './availability.ts'
import { type ComposeContext, composeFolder } from './compose-context.ts'
import type { Images } from './find-images.ts'
import type { DetailReader } from './read-details.ts'

/** Containers of one Compose project on a Docker engine. Its parts are loaded when they are needed: most commands need few. */
export class ComposeTarget implements Target {
  readonly name = 'compose'
  readonly runsImages = true
  readonly #folders: Folders
  /** Asked once: `up` chooses by it, and its preflight wants the same answer. */
  readonly #availability = keepAnswer(async (run: Run) => {
    const { availability } = await import('./availability.ts')
    return availability(run)
  })
  /** For what needs no client. */
  readonly #find = keepAnswer(async ({ signal }: Run) => {
    const { needEngine } = await import('./engine/open-engine.ts')
    return needEngine(signal)
  })
  readonly #open = keepAnswer(async (run: Run) => {
    const { openEngine } = await import('./engine/open-engine.ts')
    return openEngine(this.#find(run))
  })
  #details: DetailReader | undefined
  #images: Promise<Images> | undefined

  constructor(folders: Folders) {
    this.#folders = folders
  }

  availability(run: Run): Promise<Availability> {
    return this.#availability(run)
  }

  async discover(name: string, run: Run): Promise<DiscoveredStack | undefined> {
    const { hasContainers } = await import('./has-containers.ts')
    if (!(await hasContainers(name, run))) return undefined
    const { observe } = await import('./observe.ts')
    const { discoverStack } = await import('./discover-stack.ts')
    return discoverStack(name, await observe(await this.#open(run), name, run))
  }

  async preflight(stack: Stack, run: Run): Promise<readonly Problem[]> {
    const { findProblems, engineProblems } = await import('./find-problems.ts')
    // Side by side: Compose takes longer to start than to answer.
    const finding = this.#context(stack, run).then((context) => findProblems(context, run))
    finding.catch(() => {})
    this.#readImages(stack, run).catch(() => {})
    const problems = engineProblems(await this.availability(run))
    return problems.length > 0 ? problems : finding
  }

  async diagnose(stack: Stack, run: Run): Promise<Diagnosis> {
    const { diagnose } = await import('./diagnose.ts')
    return diagnose(await this.availability(run), () => this.#context(stack, run), run)
  }

  async apply(stack: Stack, run: Run): Promise<void> {
    const context = await this.#context(stack, run)
    const { applyStack } = await import('./apply-stack.ts')
    const images = this.#readImages(stack, run)
    this.#images = undefined
    return applyStack(context, images, () => this.status(stack, run), run)
  }

  async status(stack: Stack, run: Run): Promise<readonly ComponentStatus[]> {
    const { engine, folder } = await this.#context(stack, run)
    const { observe } = await import('./observe.ts')
    const { toStatuses } = await import('./to-statuses.ts')
    const { readSkipped } = await import('./skipped-components.ts')
    const { DetailReader } = await import('./read-details.ts')
    this.#details ??= new DetailReader()
    const details = this.#details
    const containers = await observe(engine, stack.name, run)
    const statuses = toStatuses(stack, containers, readSkipped(folder))
    return Promise.all(statuses.map((status) => details.complete(status, containers, engine, run)))
  }

  async watch(stack: Stack, onChange: () => void, run: Run): Promise<void> {
    const { watchChanges } = await import('./watch-changes.ts')
    return watchChanges(() => this.#find(run), stack.name, onChange, run.signal)
  }

  async *logs(stack: Stack, options: LogOptions, run: Run): AsyncIterable<LogLine> {
    const { readLogs } = await import('./logs/read-logs.ts')
    yield* readLogs(await this.#find(run), stack.name, options, run)
  }

  async connect(stack: Stack, component: ComponentName, port: string, run: Run, replica?: number): Promise<Endpoint> {
    const { connect } = await import('./connect.ts')
    return connect(() => this.#find(run), stack, component, port, replica, run)
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
    const folder = composeFolder(this.#folders, stack.name)
    return destroyStack(await this.#open(run), stack.name, folder, volumes, run)
  }

  /** Preflight begins, and apply then takes the answer. */
  #readImages(stack: Stack, run: Run): Promise<Images> {
    this.#images ??= this.#context(stack, run).then(async (context) => {
      const { readImages } = await import('./find-images.ts')
      return readImages(context, run)
    })
    this.#images.catch(() => {
      this.#images = undefined
    })
    return this.#images
  }

  async #context(stack: Stack, run: Run): Promise<ComposeContext> {
    run.signal.throwIfAborted()
    return { stack, engine: await this.#open(run), folder: composeFolder(this.#folders, stack.name) }
  }
}
