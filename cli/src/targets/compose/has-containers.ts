import type { Run } from '../../lib/run.ts'
import { askEngine } from './engine/ask-engine.ts'
import { findEngine } from './engine/find-engine.ts'
import { ourLabel, projectLabel } from './labels.ts'

/** Whether the engine that answers, if any does, has containers of that stack. Costs milliseconds. */
export async function hasContainers(name: string, { signal }: Run): Promise<boolean> {
  const { found } = await findEngine(signal)
  if (found === undefined) return false
  const filters = JSON.stringify({ label: [`${projectLabel}=${name}`, ourLabel] })
  const path = `/containers/json?all=1&filters=${encodeURIComponent(filters)}`
  const listed = await askEngine(found.endpoint, path, signal).catch(() => [])
  signal.throwIfAborted()
  return (listed as readonly unknown[]).length > 0
}
