import { lstatSync, rmdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DestroyResult } from '../target.ts'
import { namesIn } from './names-in.ts'
import { sizeOnDisk } from './size-on-disk.ts'

export interface RemovedState {
  readonly removed: DestroyResult['removed']
  /** What could not be removed, and why. */
  readonly leftBehind: readonly string[]
}

/** Removes all that a stack wrote. Reports its folders, each component's data by itself. */
export function removeState(stateFolder: string): RemovedState {
  const parts = namesIn(stateFolder).flatMap((name) =>
    name === 'data' ? namesIn(join(stateFolder, name)).map((component) => join(name, component)) : [name],
  )
  const removed = parts
    .map((what) => ({ what, bytes: sizeOnDisk(join(stateFolder, what)) }))
    .filter(({ what, bytes }) => bytes > 0 && lstatSync(join(stateFolder, what)).isDirectory())
  try {
    rmSync(stateFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  } catch (error) {
    return { removed: [], leftBehind: [`${stateFolder}: ${(error as Error).message}`] }
  }
  removeIfEmpty(dirname(stateFolder))
  return { removed, leftBehind: [] }
}

export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Others still use it, or it never was.
  }
}
