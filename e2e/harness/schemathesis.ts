import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { foldersOf, packageRoot } from '../../cli/src/lib/folders.ts'

const requirements = join(packageRoot(), 'e2e/schemathesis/requirements.txt')
/** Others are to be tried by hand: MSCTL_SCHEMATHESIS_SEED. */
const seed = process.env.MSCTL_SCHEMATHESIS_SEED ?? '1'

/**
 * Why schemathesis cannot run here; undefined when it can. Required as whyNotLocal() says. Installs it into msctl's cache when
 * it is not there, which takes half a minute.
 */
export async function whyNotSchemathesis(): Promise<string | undefined> {
  const reason = await install()
  if (reason && (process.env.MSCTL_TEST_REQUIRE ?? '').split(',').includes('schemathesis')) {
    throw new Error(`required by MSCTL_TEST_REQUIRE, but ${reason}`)
  }
  return reason
}

async function install(): Promise<string | undefined> {
  if (existsSync(folder())) return undefined
  const building = await mkdtemp(`${folder()}-`).catch(() => undefined)
  if (building === undefined) return `${foldersOf().cache} is not there or cannot be written`
  try {
    const isNew = 'import sys; sys.exit(sys.version_info < (3, 10))'
    if ((await execa('python3', ['-c', isNew], { reject: false })).failed) return 'there is no python3 from 3.10 on'
    const venv = await execa('python3', ['-m', 'venv', building], { reject: false })
    if (venv.failed) return `python3 makes no virtual environment: ${lastLine(venv.stdout || venv.stderr)}`
    const options = [
      '--quiet',
      '--no-input',
      '--disable-pip-version-check',
      '--only-binary',
      ':all:',
      '--timeout',
      '15',
    ]
    const pip = await execa(join(building, 'bin/pip'), ['install', ...options, '--requirement', requirements], {
      reject: false,
      timeout: 240_000,
    })
    if (pip.failed) return `pip installs no schemathesis: ${lastLine(pip.stderr)}`
    // another run may have been faster
    await rename(building, folder()).catch(() => {})
    return undefined
  } finally {
    await rm(building, { recursive: true, force: true })
  }
}

/** Of its own for each list of requirements. */
function folder(): string {
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12)
  return join(foldersOf().cache, `schemathesis-${hash}`)
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? ''
}

/** What it prints of a service, with its exit code: 0 when every answer is as the service's own document says. */
export async function schemathesis(
  url: string,
  cwd: string,
): Promise<{ exitCode: number | undefined; report: string }> {
  const options = ['--checks', 'all', '--mode', 'all', '--seed', seed, '--max-examples', '25']
  const output = ['--no-color', '--generation-database', 'none']
  const result = await execa(
    join(folder(), 'bin/python'),
    ['-m', 'schemathesis.cli', 'run', `${url}/openapi.json`, ...options, ...output],
    { reject: false, all: true, cwd, timeout: 120_000 },
  )
  return { exitCode: result.exitCode, report: result.all }
}
