import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MsctlError } from '../../../errors.ts'
import type { Folders } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import { runCommand } from './run-command.ts'

/** Downloads packages of Debian or Ubuntu with what they need, and unpacks them below `root`. Installs nothing, starts nothing, needs no root. */
export async function unpackPackages(
  packages: readonly string[],
  root: string,
  folders: Folders,
  run: Run,
): Promise<void> {
  const downloads = join(folders.cache, 'downloads', `packages-${process.pid}`)
  try {
    await mkdir(join(downloads, 'archives', 'partial'), { recursive: true })
    const lists = (await areKnown(packages, run)) ? [] : await ownLists(folders, run)
    await download(packages, downloads, lists, folders, run)
    const archives = (await readdir(join(downloads, 'archives'))).filter((name) => name.endsWith('.deb'))
    await mkdir(root, { recursive: true, mode: 0o755 })
    for (const [index, archive] of archives.entries()) {
      run.report(`unpacking package ${index + 1} of ${archives.length}`)
      await runCommand(['dpkg', '-x', join(downloads, 'archives', archive), root], run)
    }
  } finally {
    await rm(downloads, { recursive: true, force: true })
  }
}

async function areKnown(packages: readonly string[], run: Run): Promise<boolean> {
  const policy = await runCommand(['apt-cache', 'policy', ...packages], run)
  return (policy.match(/^ {2}Candidate: (?!\(none\))/gm) ?? []).length === packages.length
}

async function download(
  packages: readonly string[],
  downloads: string,
  lists: readonly string[],
  folders: Folders,
  run: Run,
): Promise<void> {
  const fetch = (options: readonly string[]): Promise<string> =>
    runCommand(['apt-get', ...aptOptions(downloads), ...options, ...downloadOnly, 'install', ...packages], run, {
      onLine: reportDownload(run),
    })
  try {
    await fetch(lists)
  } catch (error) {
    if (!(error instanceof MsctlError) || lists.length > 0) throw error
    run.report('the package lists of this system are out of date: reading new ones')
    await fetch(await ownLists(folders, run))
  }
}

const downloadOnly = ['--no-install-recommends', '--download-only', '-y', '--reinstall']

const aptOptions = (downloads: string): readonly string[] => [
  '-o',
  'Debug::NoLocking=1',
  '-o',
  'APT::Sandbox::User=root',
  '-o',
  `Dir::Cache=${downloads}`,
  '-o',
  `Dir::Cache::archives=${join(downloads, 'archives')}`,
]

/** Package lists of our own, for a system that has none; the system's stay as they are. */
async function ownLists(folders: Folders, run: Run): Promise<readonly string[]> {
  const lists = join(folders.cache, 'downloads', 'package-lists')
  await mkdir(join(lists, 'partial'), { recursive: true })
  const options = ['-o', `Dir::State::lists=${lists}`]
  run.report('reading package lists')
  await runCommand(['apt-get', ...aptOptions(join(folders.cache, 'downloads')), ...options, 'update'], run)
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
