import type { Run } from '../../lib/run.ts'
import type { ComponentStatus } from '../../stack/stack.ts'
import { ask, type Engine } from './engine/open-engine.ts'
import { splitFrames } from './logs/split-frames.ts'
import type { ObservedContainer } from './observe.ts'

const memoryHoldsMs = 2000
const linesShown = 20

/** What the engine tells only one by one: memory of what runs (as it was within 2 s), last lines of what failed. */
export class DetailReader {
  readonly #memory = new Map<string, { readonly readAt: number; readonly bytes: Promise<number | undefined> }>()

  async complete(
    status: ComponentStatus,
    containers: readonly ObservedContainer[],
    engine: Engine,
    run: Run,
  ): Promise<ComponentStatus> {
    const found = containers.find(({ component, replica }) => component === status.name && replica === status.replica)
    if (found === undefined) return status
    const { Id, State } = found.inspect
    if (status.state === 'failed' && status.evidence) {
      const lines = await lastLines(Id, engine, run)
      return { ...status, evidence: { ...status.evidence, lastLines: [...lines, ...status.evidence.lastLines] } }
    }
    // What waits for its next start counts as running, too.
    if (!State.Running || State.Restarting || State.Paused) return status
    const memoryBytes = await this.#memoryOf(Id, engine, run)
    return memoryBytes === undefined ? status : { ...status, memoryBytes }
  }

  #memoryOf(id: string, engine: Engine, run: Run): Promise<number | undefined> {
    const known = this.#memory.get(id)
    if (known && Date.now() - known.readAt < memoryHoldsMs) return known.bytes
    const bytes = readMemory(id, engine, run)
    this.#memory.set(id, { readAt: Date.now(), bytes })
    bytes.catch(() => this.#memory.delete(id))
    return bytes
  }
}

async function readMemory(id: string, engine: Engine, { signal }: Run): Promise<number | undefined> {
  const stats = await ask(engine, signal, (options) =>
    engine.docker.getContainer(id).stats({ stream: false, 'one-shot': true, ...options }),
  )
  const { usage, stats: parts } = stats?.memory_stats ?? {}
  // As docker stats counts: without what the kernel would give back.
  return usage === undefined ? undefined : usage - (parts?.inactive_file ?? parts?.total_inactive_file ?? 0)
}

async function lastLines(id: string, engine: Engine, { signal }: Run): Promise<readonly string[]> {
  const buffer = await ask(engine, signal, (options) =>
    engine.docker.getContainer(id).logs({ stdout: true, stderr: true, tail: linesShown, follow: false, ...options }),
  )
  return buffer === undefined ? [] : splitFrames(buffer).flatMap((text) => text.split('\n').filter(Boolean))
}
