import type { StackRecord } from '../stack/stack-record.ts'
import type { Target } from '../targets/target.ts'

/** A target and, where it has several clusters, which. */
export type StackPlace = Pick<StackRecord, 'target' | 'context'>

export function placeOf({ name: target, context }: Target): StackPlace {
  return context === undefined ? { target } : { target, context }
}

/** Two targets with clusters mean the same cluster by the same context. */
export function isSamePlace(one: StackPlace, other: StackPlace): boolean {
  if (one.context !== undefined && other.context !== undefined) return one.context === other.context
  return one.target === other.target
}

export function placeInWords({ target, context }: StackPlace): string {
  return context === undefined ? target : `${target} (context ${context})`
}

/** Which cluster a command is about is always said. */
export function noteCluster({ name, context }: Target, note: (text: string) => void): void {
  if (context !== undefined) note(`Target ${name} (context ${context})`)
}

/** As a command is told of it. */
export function placeFlags({ target, context }: StackPlace): string {
  return context === undefined ? `--target ${target}` : `--target ${target} --context ${context}`
}
