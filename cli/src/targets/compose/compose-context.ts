import { join } from 'node:path'
import { type Folders, stateFolder } from '../../lib/folders.ts'
import type { Stack } from '../../stack/stack.ts'
import type { Engine } from './engine/open-engine.ts'

/** What every effect on one stack needs. */
export interface ComposeContext {
  readonly stack: Stack
  readonly engine: Engine
  /** What msctl writes for this stack and Compose reads. */
  readonly folder: string
}

export function composeFolder(folders: Folders, stackName: string): string {
  return join(stateFolder(folders, stackName), 'compose')
}
