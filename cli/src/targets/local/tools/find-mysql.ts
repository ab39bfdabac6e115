import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cachedToolFolder, libraryEnvironment } from './cached-tool.ts'
import { findPrograms, isProgram } from './find-program.ts'
import type { FoundTool, ToolLookup } from './tool.ts'
import type { Search, ToolFinder } from './tool-finder.ts'
import { compareVersions } from './version-number.ts'

const fix = 'msctl setup mysql'

export const findMysql: ToolFinder = async (search) => {
  const unusable: string[] = []
  for (const path of await findPrograms(['mysqld', 'mariadbd'], search.env)) {
    const usable = isConfined(path)
      ? `${path} may only touch /var/lib/mysql (AppArmor)`
      : await describe(search, path, undefined)
    if (typeof usable !== 'string') return usable
    unusable.push(usable)
  }
  const root = join(cachedToolFolder(search.folders, 'mysql'), 'root')
  for (const program of ['usr/sbin/mariadbd', 'usr/sbin/mysqld']) {
    const path = join(root, program)
    const usable = (await isProgram(path)) ? await describe(search, path, root) : undefined
    if (typeof usable === 'object') return usable
  }
  return { name: 'mysql', found: false, reason: unusable[0] ?? 'not found', fix } satisfies ToolLookup
}

export interface MysqlVersion {
  readonly vendor: 'MySQL' | 'MariaDB'
  readonly version: string
}

/** The vendor is in the version, never in the name of the program: on Debian `mysqld` is MariaDB. */
export function parseMysqlVersion(output: string | undefined): MysqlVersion | undefined {
  const version = output?.match(/Ver (\d+\.\d+\.\d+)/)?.[1]
  if (version === undefined) return undefined
  return { vendor: /mariadb/i.test(output ?? '') ? 'MariaDB' : 'MySQL', version }
}

/** What stands in the way of that version, or undefined. */
export function mysqlVersionProblem({ vendor, version }: MysqlVersion): string | undefined {
  const isSupported =
    vendor === 'MariaDB'
      ? compareVersions(version, '10.11') >= 0
      : compareVersions(version, '8.0') >= 0 && compareVersions(version, '10') < 0
  return isSupported ? undefined : `${vendor} ${version} found, MySQL 8.0 to 9.x or MariaDB 10.11 or later needed`
}

async function describe({ ask }: Search, path: string, root: string | undefined): Promise<FoundTool | string> {
  const env = root === undefined ? {} : libraryEnvironment(root)
  const version = parseMysqlVersion(await ask(path, ['--no-defaults', '--version'], env))
  if (version === undefined) return `${path} does not tell its version`
  const problem = mysqlVersionProblem(version)
  if (problem !== undefined) return problem
  const parts = { vendor: version.vendor, number: version.version, ...(await partsOf(path, root)) }
  if (version.vendor === 'MariaDB' && !('installDb' in parts)) return `${path} has no mariadb-install-db`
  const origin = root === undefined ? 'path' : 'cache'
  return { name: 'mysql', found: true, version: `${version.vendor} ${version.version}`, origin, path, parts, env }
}

async function partsOf(path: string, root: string | undefined): Promise<Record<string, string>> {
  const baseDir = dirname(dirname(path))
  const [installDb] = await firstPrograms(baseDir, ['mariadb-install-db', 'mysql_install_db'])
  const [client] = await firstPrograms(baseDir, ['mariadb', 'mysql'])
  return {
    ...(installDb && { installDb }),
    ...(client && { client }),
    ...(root !== undefined && { baseDir, messagesDir: join(baseDir, 'share', 'mysql') }),
  }
}

async function firstPrograms(baseDir: string, names: readonly string[]): Promise<readonly string[]> {
  const candidates = names.flatMap((name) => ['bin', 'scripts'].map((folder) => join(baseDir, folder, name)))
  const found = await Promise.all(candidates.map(isProgram))
  return candidates.filter((_, index) => found[index])
}

/** Ubuntu confines /usr/sbin/mysqld to its own folders; an empty or disabled profile does not. */
function isConfined(path: string): boolean {
  const profile = path.slice(1).replaceAll('/', '.')
  try {
    if (readFileSync('/sys/module/apparmor/parameters/enabled', 'utf8').trim() !== 'Y') return false
    if (existsSync(`/etc/apparmor.d/disable/${profile}`)) return false
    return /^\s*[^#\s].*\{/m.test(readFileSync(`/etc/apparmor.d/${profile}`, 'utf8'))
  } catch {
    return false
  }
}
