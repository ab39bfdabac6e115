import { MsctlError } from '../../errors.ts'
import type { Folders } from '../../lib/folders.ts'
import type { ComponentStatus } from '../../stack/stack.ts'
import type { DestroyResult, DiscoveredStack, Endpoint, LogLine, Problem, Target } from '../target.ts'

/** Containers of one Compose project on a Docker engine. */
export class ComposeTarget implements Target {
  readonly name = 'compose'
  readonly runsImages = true
  readonly #folders: Folders

  constructor(folders: Folders) {
    this.#folders = folders
  }

  async availability() {
    return { isUsable: false, reason: `not built yet (${this.#folders.state})` }
  }

  async discover(): Promise<DiscoveredStack | undefined> {
    return undefined
  }

  async preflight(): Promise<readonly Problem[]> {
    throw notYet()
  }

  async apply(): Promise<void> {
    throw notYet()
  }

  async status(): Promise<readonly ComponentStatus[]> {
    throw notYet()
  }

  // biome-ignore lint/correctness/useYield: replaced within the day
  async *logs(): AsyncIterable<LogLine> {
    throw notYet()
  }

  async connect(): Promise<Endpoint> {
    throw notYet()
  }

  async restart(): Promise<void> {
    throw notYet()
  }

  async scale(): Promise<void> {
    throw notYet()
  }

  async destroy(): Promise<DestroyResult> {
    return { stopped: 0, removed: [], leftBehind: [] }
  }
}

function notYet(): MsctlError {
  return new MsctlError('MSCTL_MACHINE_LACKS', 'the compose target is not built yet')
}
