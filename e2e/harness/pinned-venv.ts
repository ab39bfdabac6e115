import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { foldersOf } from '../../cli/src/lib/folders.ts'

/** Python packages with all that they need, each pinned. */
export interface PinnedVenv {
  readonly name: string
  /** The requirements.txt. */
  readonly requirements: string
}

const pipOptions = ['--quiet', '--no-input', '--disable-pip-version-check', '--only-binary', ':all:', '--timeout', '15']

/** Installs it into msctl's cache when it is not there, which takes half a minute. Returns why that cannot be; undefined when it is there. */
export async function installVenv(venv: PinnedVenv): Promise<string | undefined> {
  if (existsSync(folderOf(venv))) return undefined
  const building = await mkdtemp(`${folderOf(venv)}-`).catch(() => undefined)
  if (building === undefined) return `${foldersOf().cache} is not there or cannot be written`
  try {
    const isNew = 'import sys; sys.exit(sys.version_info < (3, 10))'
    if ((await execa('python3', ['-c', isNew], { reject: false })).failed) return 'there is no python3 from 3.10 on'
    const made = await execa('python3', ['-m', 'venv', building], { reject: false })
    if (made.failed) return `python3 makes no virtual environment: ${lastLine(made.stdout || made.stderr)}`
    const pip = await execa(join(building, 'bin/pip'), ['install', ...pipOptions, '--requirement', venv.requirements], {
      reject: false,
      timeout: 240_000,
    })
    if (pip.failed) return `pip cannot install ${venv.name}: ${lastLine(pip.stderr)}`
    // another run may have been faster
    await rename(building, folderOf(venv)).catch(() => {})
    return undefined
  } finally {
    await rm(building, { recursive: true, force: true })
  }
}

/** Its interpreter. Programs of packages are run with `-m`: their own scripts hold the path where they were built. */
export function pythonOf(venv: PinnedVenv): string {
  return join(folderOf(venv), 'bin/python')
}

/** Of its own for each list of requirements. */
function folderOf({ name, requirements }: PinnedVenv): string {
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12)
  return join(foldersOf().cache, `${name}-${hash}`)
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? ''
}
