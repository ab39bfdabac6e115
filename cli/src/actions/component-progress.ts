import type { ComponentName } from '../stack/components.ts'
import type { ComponentState } from '../stack/stack.ts'

/** One component on its way to ready. */
export interface ComponentProgress {
  readonly name: ComponentName
  /** `ready` only when its probe says that it works. */
  readonly state: ComponentState
  readonly detail: string
  readonly version?: string
  /** From being started to ready, or to now; undefined while it was not started, and for what ran before. */
  readonly elapsedMs?: number
  /** Moment of becoming ready, ms since the epoch. */
  readonly readyAtMs?: number
}

/** How a long action tells what is going on. */
export interface ActionProgress {
  /** One line, once. */
  note(text: string): void
  /** All components, whenever something about one changed. */
  components(all: readonly ComponentProgress[]): void
}
