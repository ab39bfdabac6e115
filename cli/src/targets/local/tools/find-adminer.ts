import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { namesIn } from '../names-in.ts'
import { cachedToolFolder, libraryEnvironment } from './cached-tool.ts'
import { findPrograms } from './find-program.ts'
import type { AskVersion } from './program-version.ts'
import type { ToolFinder } from './tool-finder.ts'

const pages = [
  'usr/share/adminer/adminer.php',
  'usr/share/adminer/adminer/adminer.php',
  'usr/local/share/adminer/adminer.php',
]
const fix = 'msctl setup adminer'

/** PHP with mysqli and Adminer's page, from the system where it has both, else from the cache. */
export const findAdminer: ToolFinder = async ({ ask, env, folders }) => {
  const root = join(cachedToolFolder(folders, 'adminer'), 'root')
  const systemPage = pageBelow('/')
  const cachedPage = pageBelow(root)
  const page = systemPage ?? cachedPage
  for (const path of page === undefined ? [] : await findPrograms(['php'], env)) {
    const version = await phpVersion(ask, path, [], {})
    if (version !== undefined && page !== undefined) {
      return { name: 'adminer', found: true, version, origin: 'path', path, parts: { page }, env: {} }
    }
  }
  const program = namesIn(join(root, 'usr/bin')).find((name) => /^php\d/.test(name))
  const api = namesIn(join(root, 'usr/lib/php')).find((name) => /^\d{8}$/.test(name))
  if (cachedPage === undefined || program === undefined || api === undefined) {
    return { name: 'adminer', found: false, reason: 'php with mysqli and the Adminer page not found', fix }
  }
  const path = join(root, 'usr/bin', program)
  const extensions = join(root, 'usr/lib/php', api)
  const libraries = libraryEnvironment(root)
  const version = await phpVersion(ask, path, phpArguments(extensions), libraries)
  if (version === undefined) return { name: 'adminer', found: false, reason: `${path} does not start`, fix }
  const parts = { page: cachedPage, extensions }
  return { name: 'adminer', found: true, version, origin: 'cache', path, parts, env: libraries }
}

function pageBelow(root: string): string | undefined {
  return pages.map((page) => join(root, page)).find((file) => existsSync(file))
}

/** "PHP 8.2.36", or undefined when it lacks what Adminer needs. */
async function phpVersion(
  ask: AskVersion,
  path: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const script = 'if (extension_loaded("mysqli") || extension_loaded("pdo_mysql")) echo "PHP ", PHP_VERSION;'
  return (await ask(path, [...args, '-r', script], env))?.match(/PHP \d+\.\d+\.\d+/)?.[0]
}

/** An unpacked PHP knows neither its configuration nor its extensions: they are named to it. */
export function phpArguments(extensions: string | undefined): readonly string[] {
  if (extensions === undefined) return []
  return ['-n', '-d', `extension_dir=${extensions}`, '-d', 'extension=mysqlnd', '-d', 'extension=mysqli']
}
