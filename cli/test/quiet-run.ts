import type { ActionProgress, ComponentProgress } from '../src/actions/component-progress.ts'
import type { Run } from '../src/lib/run.ts'

/** A Run that nobody listens to. */
export function quietRun(signal: AbortSignal = new AbortController().signal): Run {
  return { signal, report: () => {}, showCommand: () => {} }
}

/** Keeps what an action told. */
export function keptProgress(): ActionProgress & {
  readonly notes: string[]
  readonly pictures: (readonly ComponentProgress[])[]
} {
  const notes: string[] = []
  const pictures: (readonly ComponentProgress[])[] = []
  return { notes, pictures, note: (text) => void notes.push(text), components: (all) => void pictures.push(all) }
}
