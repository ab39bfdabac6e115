import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Folders } from '../src/lib/folders.ts'

/** A folder of a test's own, gone when disposed. */
export function openTempFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'msctl-unit-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

export function foldersIn(path: string): Folders {
  return { cache: join(path, 'cache'), state: join(path, 'state'), runtime: join(path, 'runtime') }
}
