import type { ComponentName } from '../stack/components.ts'
import type { Stack } from '../stack/stack.ts'
import { waitsFor } from '../stack/waits-for.ts'

/** What the last component to become ready waited for, and what that waited for …: first to last. Empty when nothing was timed. */
export function longestChain(stack: Stack, readyAtMs: ReadonlyMap<ComponentName, number>): readonly ComponentName[] {
  const latest = (names: readonly ComponentName[]): ComponentName | undefined =>
    names
      .filter((name) => readyAtMs.has(name))
      .toSorted((a, b) => (readyAtMs.get(a) ?? 0) - (readyAtMs.get(b) ?? 0))
      .at(-1)
  const chain: ComponentName[] = []
  let next = latest(stack.components.map(({ name }) => name))
  while (next !== undefined && !chain.includes(next)) {
    chain.unshift(next)
    const component = stack.components.find(({ name }) => name === next)
    next = component && latest(waitsFor(stack, component))
  }
  return chain
}
