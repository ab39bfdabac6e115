import { join } from 'node:path'
import type { Folders } from '../../../lib/folders.ts'
import { namesIn } from '../names-in.ts'
import type { ToolName } from './tool.ts'

/** Where `msctl setup` puts a tool; the folder is there only when the tool is whole. */
export function cachedToolFolder(folders: Folders, name: ToolName): string {
  return join(folders.cache, 'tools', name)
}

/** Folders with shared libraries below the root of unpacked packages, for LD_LIBRARY_PATH; {} when there are none. */
export function libraryEnvironment(root: string): Readonly<Record<string, string>> {
  const libraries = ['usr/lib', 'lib'].flatMap((folder) =>
    namesIn(join(root, folder))
      .filter((name) => /-linux-/.test(name))
      .map((name) => join(root, folder, name)),
  )
  return libraries.length === 0 ? {} : { LD_LIBRARY_PATH: libraries.join(':') }
}
