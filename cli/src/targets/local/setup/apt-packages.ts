import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MsctlError } from '../../../errors.ts'
import type { Folders } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import { downloadsFolder } from './downloads-folder.ts'
import { choosePackages, type PackageChoice } from './package-policy.ts'
import { runCommand } from './run-command.ts'

export type { PackageChoice } from './package-policy.ts'

/**
 * Downloads packages of Debian or Ubuntu with what they need beyond what is installed, and unpacks them below `root`.
 * Installs nothing, starts nothing, needs no rights.
 */
export async function unpackPackages(
  choices: readonly PackageChoice[],
  root: string,
  folders: Folders,
  run: Run,
): Promise<void> {
  const archives = join(downloadsFolder(folders), 'packages')
  await rm(archives, { recursive: true, force: true })
  await mkdir(join(archives, 'partial'), { recursive: true })
  try {
    await download(choices, archives, [], run)
  } catch (error) {
    if (!(error instanceof MsctlError)) throw error
    await download(choices, archives, await freshLists(folders, run), run)
  }
  await mkdir(root, { recursive: true, mode: 0o755 })
  const files = (await readdir(archives)).filter((name) => name.endsWith('.deb'))
  for (const [index, file] of files.entries()) {
    run.report(`unpacking package ${index + 1} of ${files.length}`)
    await runCommand(['dpkg', '-x', join(archives, file), root], run)
  }
  await rm(archives, { recursive: true })
}

/** Throws when the lists know no choice that will do, or name files that are no longer there. */
async function download(
  choices: readonly PackageChoice[],
  archives: string,
  lists: readonly string[],
  run: Run,
): Promise<void> {
  const all = choices.flatMap(({ names }) => names)
  const names = choosePackages(choices, await runCommand(['apt-cache', ...lists, 'policy', ...all], run))
  if (names === undefined)
    throw new MsctlError('MSCTL_MACHINE_LACKS', `this system has no package of ${all.join(', ')}`)
  const options = ['-o', `Dir::Cache::archives=${archives}`, ...unprivileged, ...lists]
  await runCommand(['apt-get', ...options, ...downloadOnly, 'install', ...names], run, { onLine: reportDownload(run) })
}

const downloadOnly = ['--no-install-recommends', '--download-only', '-y', '--reinstall']
const unprivileged = ['-o', 'Debug::NoLocking=1', '-o', 'APT::Sandbox::User=root']

/** Package lists of our own, for a system that has none or old ones; the system's stay as they are. */
async function freshLists(folders: Folders, run: Run): Promise<readonly string[]> {
  const lists = join(downloadsFolder(folders), 'package-lists')
  const cache = join(downloadsFolder(folders), 'package-cache')
  await mkdir(join(lists, 'partial'), { recursive: true })
  await mkdir(cache, { recursive: true })
  const options = ['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${cache}`]
  run.report('reading package lists')
  await runCommand(['apt-get', ...unprivileged, ...options, 'update'], run)
  return options
}

function reportDownload(run: Run): (line: string) => void {
  let count = 0
  let total = '?'
  return (line) => {
    total = line.match(/(\d+) newly installed/)?.[1] ?? total
    const name = line.match(/^Get:\d+ \S+ \S+ \S+ (\S+) /)?.[1]
    if (name !== undefined) run.report(`downloading ${name} (${++count} of ${total})`)
  }
}
