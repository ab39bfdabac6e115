import { MsctlError } from '../../errors.ts'
import type { Folders } from '../../lib/folders.ts'
import type { Run } from '../../lib/run.ts'
import { reachableHost } from '../../stack/addresses.ts'
import type { ComponentName } from '../../stack/components.ts'
import { type ComponentStatus, componentOf, type Stack } from '../../stack/stack.ts'
import type { DestroyResult, Diagnosis, Endpoint, LogLine, LogOptions, Problem, Target } from '../target.ts'
import { applyStack } from './apply-stack.ts'
import { destroyStack } from './destroy-stack.ts'
import { type LocalParts, loadParts } from './local-parts.ts'
import { readLogs } from './logs/read-logs.ts'
import { observe } from './observe.ts'
import { placeOf } from './place.ts'
import { findProblems } from './preflight/find-problems.ts'
import { restartComponents } from './restart-components.ts'
import { scaleService } from './scale-service.ts'
import { toStatuses } from './to-statuses.ts'

/** Real servers as native processes of this machine, under a supervisor of their own. */
export class LocalTarget implements Target {
  readonly name = 'local'
  readonly runsImages = false
  readonly #folders: Folders
  readonly #loadParts: () => Promise<LocalParts>

  constructor(folders: Folders, load = loadParts) {
    this.#folders = folders
    this.#loadParts = load
  }

  async availability() {
    return { isUsable: true, reason: 'real servers as native processes of this machine' }
  }

  /** Only a record tells of a stack here: without its state folder nothing of it works. */
  async discover(): Promise<undefined> {}

  async preflight(stack: Stack, run: Run): Promise<readonly Problem[]> {
    return findProblems(stack, this.#folders, await this.#loadParts(), run)
  }

  async diagnose(stack: Stack, run: Run): Promise<Diagnosis> {
    const { diagnose } = await import('./diagnose.ts')
    return diagnose(stack, this.#folders, await this.#loadParts(), run)
  }

  async apply(stack: Stack, run: Run): Promise<void> {
    return applyStack(stack, this.#folders, await this.#loadParts(), run)
  }

  async status(stack: Stack, run: Run): Promise<readonly ComponentStatus[]> {
    return toStatuses(stack, await observe(this.#placeOf(stack), run))
  }

  async *logs(stack: Stack, options: LogOptions, run: Run): AsyncIterable<LogLine> {
    const place = this.#placeOf(stack)
    const observation = await observe(place, run)
    if (observation.kind === 'absent' && !options.previous) return
    yield* readLogs(place.stateFolder, options, observation, run)
  }

  async connect(stack: Stack, component: ComponentName, port: string, run: Run, replica?: number): Promise<Endpoint> {
    const number =
      replica === undefined || replica === 1
        ? this.#stackPort(stack, component, port)
        : await this.#replicaPort(stack, component, port, run, replica)
    if (number === undefined) {
      throw new MsctlError('MSCTL_NO_STACK', `there is no port "${port}" of ${component}, replica ${replica ?? 1}`)
    }
    const host = reachableHost(stack)
    // The port is on this machine: there is no path to close.
    return { host, port: number, [Symbol.asyncDispose]: async () => {} }
  }

  async restart(stack: Stack, components: readonly ComponentName[], run: Run): Promise<void> {
    return restartComponents(components, stack, this.#folders, await this.#loadParts(), run)
  }

  async scale(stack: Stack, component: ComponentName, replicas: number, run: Run): Promise<void> {
    return scaleService(component, replicas, stack, this.#folders, await this.#loadParts(), run)
  }

  async destroy(stack: Stack, { volumes }: { readonly volumes: boolean }, run: Run): Promise<DestroyResult> {
    return destroyStack(this.#placeOf(stack), volumes, run)
  }

  #placeOf(stack: Stack) {
    return placeOf(this.#folders, stack.name)
  }

  #stackPort(stack: Stack, component: ComponentName, port: string): number | undefined {
    const found = componentOf(stack, component) ?? stack.external.find(({ name }) => name === component)
    return found?.ports[port]
  }

  async #replicaPort(stack: Stack, component: ComponentName, port: string, run: Run, replica: number) {
    const observation = await observe(this.#placeOf(stack), run)
    const processes = observation.kind === 'absent' ? [] : observation.processes
    return processes.find((one) => one.component === component && one.replica === replica)?.ports[port]
  }
}
