import { askEngine } from './engine/ask-engine.ts'
import type { EngineEndpoint } from './engine/engine-endpoint.ts'
import { stackLabels } from './labels.ts'

export interface ListedContainer {
  readonly Id: string
  readonly Labels: Readonly<Record<string, string>>
  /** None of a container that does not run. */
  readonly Ports: readonly { readonly PrivatePort: number; readonly PublicPort?: number }[]
}

/** The filter for what belongs to that stack, as the Engine API wants it. */
export function stackFilter(name: string, others: Readonly<Record<string, readonly string[]>> = {}): string {
  return JSON.stringify({ label: stackLabels(name), ...others })
}

/** Every container of that stack, stopped ones too. Costs milliseconds; rejects with why it did not work. */
export async function listContainers(
  endpoint: EngineEndpoint,
  name: string,
  signal: AbortSignal,
): Promise<readonly ListedContainer[]> {
  const path = `/containers/json?all=1&filters=${encodeURIComponent(stackFilter(name))}`
  return (await askEngine(endpoint, path, signal)) as readonly ListedContainer[]
}
