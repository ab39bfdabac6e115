import { join } from 'node:path'
import { execa } from 'execa'
import { packageRoot } from '../../cli/src/lib/folders.ts'
import { installVenv, pythonOf } from './pinned-venv.ts'

const venv = { name: 'schemathesis', requirements: join(packageRoot(), 'e2e/schemathesis/requirements.txt') }
/** Others are to be tried by hand: MSCTL_SCHEMATHESIS_SEED. */
const seed = process.env.MSCTL_SCHEMATHESIS_SEED ?? '1'

/** Why schemathesis cannot run here; undefined when it can. Required as whyNotLocal() says. Installs it when it is not there. */
export async function whyNotSchemathesis(): Promise<string | undefined> {
  const reason = await installVenv(venv)
  if (reason && (process.env.MSCTL_TEST_REQUIRE ?? '').split(',').includes('schemathesis')) {
    throw new Error(`required by MSCTL_TEST_REQUIRE, but ${reason}`)
  }
  return reason
}

/** What it prints of a service, with its exit code: 0 when every answer is as the service's own document says. */
export async function schemathesis(
  url: string,
  cwd: string,
): Promise<{ exitCode: number | undefined; report: string }> {
  const options = ['--checks', 'all', '--mode', 'all', '--seed', seed, '--max-examples', '25']
  const output = ['--no-color', '--generation-database', 'none']
  const result = await execa(
    pythonOf(venv),
    ['-m', 'schemathesis.cli', 'run', `${url}/openapi.json`, ...options, ...output],
    { reject: false, all: true, cwd, timeout: 120_000 },
  )
  return { exitCode: result.exitCode, report: result.all }
}
