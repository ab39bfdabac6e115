import type { Run } from '../../lib/run.ts'
import { findEngine } from './engine/find-engine.ts'
import { listContainers } from './list-containers.ts'

/** Whether the engine that answers, if any does, has containers of that stack. Costs milliseconds. */
export async function hasContainers(name: string, { signal }: Run): Promise<boolean> {
  const { found } = await findEngine(signal)
  if (found === undefined) return false
  const listed = await listContainers(found.endpoint, name, signal).catch(() => [])
  signal.throwIfAborted()
  return listed.length > 0
}
