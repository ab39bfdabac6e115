import type { ComponentProgress } from '../actions/component-progress.ts'

/** What --json shows of components that were waited for: durations, no moments. */
export function progressJson(components: readonly ComponentProgress[]): readonly object[] {
  return components.map(({ readyAtMs: _, ...component }) => component)
}
