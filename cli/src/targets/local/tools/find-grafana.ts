import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findPrograms } from './find-program.ts'
import type { ToolFinder } from './tool-finder.ts'
import { compareVersions } from './version-number.ts'

const oldest = '9.4'

/** Grafana is found only: there is no package of it that could be fetched without adding a package source. */
export const findGrafana: ToolFinder = async ({ ask, env }) => {
  const unusable: string[] = []
  for (const path of await findPrograms(['grafana'], env)) {
    const version = (await ask(path, ['--version']))?.match(/version v?(\d+\.\d+\.\d+)/)?.[1]
    const home = homeOf(path)
    if (version !== undefined && home !== undefined && compareVersions(version, oldest) >= 0) {
      return { name: 'grafana', found: true, version, origin: 'path', path, parts: { home }, env: {} }
    }
    unusable.push(`${path}: ${version === undefined ? 'no version' : home === undefined ? 'no home folder' : version}`)
  }
  const reason = unusable[0] ? `${unusable[0]} found, ${oldest} or later with its home folder needed` : 'not installed'
  return { name: 'grafana', found: false, reason, fix: 'https://grafana.com/grafana/download' }
}

/** The folder with conf/defaults.ini: beside the program in an archive, elsewhere in Debian's and Homebrew's packages. */
function homeOf(path: string): string | undefined {
  const installed = dirname(dirname(realpathSync(path)))
  const candidates = [installed, join(installed, 'share', 'grafana'), '/usr/share/grafana']
  return candidates.find((folder) => existsSync(join(folder, 'conf', 'defaults.ini')))
}
