import { join } from 'node:path'
import { cachedToolFolder } from './cached-tool.ts'
import { findPrograms, isProgram } from './find-program.ts'
import type { ToolFinder } from './tool-finder.ts'
import { compareVersions } from './version-number.ts'

const oldest = '3.6'

export const findTraefik: ToolFinder = async ({ ask, env, folders }) => {
  const cached = join(cachedToolFolder(folders, 'traefik'), 'traefik')
  const unusable: string[] = []
  for (const path of [...(await findPrograms(['traefik'], env)), ...((await isProgram(cached)) ? [cached] : [])]) {
    const version = (await ask(path, ['version']))?.match(/Version:\s+v?(\d+\.\d+\.\d+)/)?.[1]
    if (version !== undefined && compareVersions(version, oldest) >= 0 && compareVersions(version, '4') < 0) {
      const origin = path === cached ? 'cache' : 'path'
      return { name: 'traefik', found: true, version, origin, path, parts: {}, env: {} }
    }
    unusable.push(
      version ? `traefik ${version} found, v3 from ${oldest} on needed` : `${path} does not tell its version`,
    )
  }
  return { name: 'traefik', found: false, reason: unusable[0] ?? 'not found', fix: 'msctl setup traefik' }
}
