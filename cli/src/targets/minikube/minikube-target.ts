import { MsctlError } from '../../errors.ts'
import type { Folders } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
import type { ComponentStatus, Stack } from '../../stack/stack.ts'
import { hasContext } from '../kubernetes/api/kubeconfig-files.ts'
import { KubernetesTarget } from '../kubernetes/kubernetes-target.ts'
import type {
  DestroyResult,
  Diagnosis,
  DiscoveredStack,
  Endpoint,
  LogLine,
  LogOptions,
  Machine,
  Problem,
  Target,
} from '../target.ts'
import type { Availability } from './availability.ts'
import { machineSize } from './machine-size.ts'
import { notRunning } from './profile/not-running.ts'
import { refuseBadName, usualProfile } from './profile/profile-name.ts'
import type { ProfileState } from './profile/profile-state.ts'

/**
 * The `kubernetes` target on the cluster of a Minikube profile, which it makes, starts, stops and removes. The cluster is asked first; only
 * where it does not answer is Minikube asked why, which takes longer.
 */
export class MinikubeTarget implements Target {
  readonly name = 'minikube'
  readonly runsImages = true
  /** The profile: Minikube gives its context the same name. */
  readonly context: string
  readonly machine: Machine
  readonly #folders: Folders
  #cluster: KubernetesTarget
  /** Of which stack, by name. */
  readonly #prepared = new Set<string>()

  constructor(folders: Folders, profile: string = usualProfile) {
    refuseBadName(profile)
    this.context = profile
    this.#folders = folders
    this.#cluster = this.#newCluster()
    this.machine = {
      title: `Minikube profile ${profile}`,
      prepare: (stack, run) => this.#prepare(stack, run),
      stop: async (stack, run) => {
        const { stopProfile } = await import('./profile/stop-profile.ts')
        return stopProfile(profile, machineSize(stack), run)
      },
      remove: async (stack, run) => {
        const { removeProfile } = await import('./profile/remove-profile.ts')
        return removeProfile(profile, machineSize(stack), folders, run)
      },
    }
  }

  async availability(run: Run): Promise<Availability> {
    const { availability } = await import('./availability.ts')
    return availability(run)
  }

  async discover(name: string, run: Run): Promise<DiscoveredStack | undefined> {
    if (!hasContext(this.context)) return undefined
    return this.#ask(
      run,
      (cluster) => cluster.discover(name, run),
      () => undefined,
    )
  }

  async preflight(stack: Stack, run: Run): Promise<readonly Problem[]> {
    const { machineProblems, toolProblems } = await import('./find-problems.ts')
    const missing = await toolProblems()
    if (missing.length > 0) return missing
    const state = await this.#readState(run)
    if (state.kind === 'running') return this.#cluster.preflight(stack, run)
    return machineProblems(stack, state, this.#folders, run)
  }

  async diagnose(stack: Stack, run: Run): Promise<Diagnosis> {
    const { diagnose } = await import('./diagnose.ts')
    const options = {
      profile: this.context,
      stack,
      folders: this.#folders,
      readState: () => this.#readState(run),
      diagnoseCluster: () => this.#cluster.diagnose(stack, run),
    }
    return diagnose(await this.availability(run), options, run)
  }

  async apply(stack: Stack, run: Run): Promise<void> {
    run.signal.throwIfAborted()
    if (!this.#prepared.has(stack.name)) await this.#prepare(stack, run)
    return this.#cluster.apply(stack, run)
  }

  async status(stack: Stack, run: Run): Promise<readonly ComponentStatus[]> {
    const { statusWithout } = await import('./status-without.ts')
    const otherwise = (state: ProfileState) => statusWithout(stack, this.context, state, this.#folders)
    return this.#ask(run, (cluster) => cluster.status(stack, run), otherwise)
  }

  whyUnreachable(stack: Stack, component: ComponentName): string | undefined {
    return this.#cluster.whyUnreachable(stack, component)
  }

  async *logs(stack: Stack, options: LogOptions, run: Run): AsyncIterable<LogLine> {
    if (!hasContext(this.context)) return
    try {
      yield* this.#cluster.logs(stack, options, run)
    } catch (error) {
      throw await this.#explained(error, run)
    }
  }

  async connect(stack: Stack, component: ComponentName, port: string, run: Run, replica?: number): Promise<Endpoint> {
    return this.#need(run, (cluster) => cluster.connect(stack, component, port, run, replica))
  }

  /** Images of our services are built and put into the profile first: its pods take the new ones. */
  async restart(stack: Stack, components: readonly ComponentName[], run: Run): Promise<void> {
    const state = await this.#readState(run)
    if (state.kind !== 'running') throw notRunning(this.context, state)
    const { ensureImages } = await import('./images/ensure-images.ts')
    await ensureImages(this.context, stack, components, this.#folders, run)
    return this.#cluster.restart(stack, components, run)
  }

  async scale(stack: Stack, component: ComponentName, replicas: number, run: Run): Promise<void> {
    return this.#need(run, (cluster) => cluster.scale(stack, component, replicas, run))
  }

  async destroy(stack: Stack, options: { readonly volumes: boolean }, run: Run): Promise<DestroyResult> {
    this.#prepared.delete(stack.name)
    const { destroyWithout } = await import('./destroy-without.ts')
    const otherwise = (state: ProfileState) =>
      destroyWithout(stack, this.context, state, { ...options, folders: this.#folders }, run)
    return this.#ask(run, (cluster) => cluster.destroy(stack, options, run), otherwise)
  }

  async #prepare(stack: Stack, run: Run): Promise<void> {
    const { prepareProfile } = await import('./prepare-profile.ts')
    await prepareProfile(this.context, stack, this.#folders, run)
    // A start may have changed address and credentials.
    this.#cluster = this.#newCluster()
    this.#prepared.add(stack.name)
  }

  #newCluster(): KubernetesTarget {
    return new KubernetesTarget(this.#folders, this.context, this.name)
  }

  async #readState(run: Run): Promise<ProfileState> {
    const { readState } = await import('./profile/read-state.ts')
    return readState(this.context, run)
  }

  async #need<T>(run: Run, ask: (cluster: KubernetesTarget) => Promise<T>): Promise<T> {
    return this.#ask(run, ask, (state) => {
      throw notRunning(this.context, state)
    })
  }

  /** What the cluster says, or what holds otherwise where its profile does not run. */
  async #ask<T>(
    run: Run,
    ask: (cluster: KubernetesTarget) => Promise<T>,
    otherwise: (state: ProfileState) => T | Promise<T>,
  ): Promise<T> {
    try {
      return await ask(this.#cluster)
    } catch (error) {
      if (!isUnreachable(error)) throw error
      const state = await this.#readState(run)
      if (state.kind === 'running') throw error
      return otherwise(state)
    }
  }

  async #explained(error: unknown, run: Run): Promise<unknown> {
    if (!isUnreachable(error)) return error
    const state = await this.#readState(run)
    return state.kind === 'running' ? error : notRunning(this.context, state)
  }
}

/** Nobody answers, or the kubeconfig does not have the context: both hold of a profile that does not run. */
function isUnreachable(error: unknown): boolean {
  const codes = ['MSCTL_COULD_NOT_ASK', 'MSCTL_CONFIGURATION', 'MSCTL_TOOL_MISSING']
  return error instanceof MsctlError && codes.includes(error.code)
}
