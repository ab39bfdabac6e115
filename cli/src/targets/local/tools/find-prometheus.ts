import { join } from 'node:path'
import { cachedToolFolder } from './cached-tool.ts'
import { findPrograms, isProgram } from './find-program.ts'
import type { ToolFinder } from './tool-finder.ts'
import { compareVersions } from './version-number.ts'

const oldest = '2.42'

export const findPrometheus: ToolFinder = async ({ ask, env, folders }) => {
  const cached = join(cachedToolFolder(folders, 'prometheus'), 'root', 'usr', 'bin', 'prometheus')
  // Debian's build reads its pages from a folder; unpacked elsewhere it must be told where.
  const assets = join(cachedToolFolder(folders, 'prometheus'), 'root', 'usr', 'share', 'prometheus', 'web')
  const unusable: string[] = []
  for (const path of [...(await findPrograms(['prometheus'], env)), ...((await isProgram(cached)) ? [cached] : [])]) {
    const version = (await ask(path, ['--version']))?.match(/prometheus, version (\d+\.\d+\.\d+)/)?.[1]
    if (version !== undefined && compareVersions(version, oldest) >= 0) {
      const origin = path === cached ? 'cache' : 'path'
      const parts = path === cached ? { assets } : {}
      return { name: 'prometheus', found: true, version, origin, path, parts, env: {} }
    }
    unusable.push(
      version ? `prometheus ${version} found, ${oldest} or later needed` : `${path} does not tell its version`,
    )
  }
  return { name: 'prometheus', found: false, reason: unusable[0] ?? 'not found', fix: 'msctl setup prometheus' }
}
