import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import Doctor from '../../src/commands/doctor.ts'
import { expectDocument } from '../expect-document.ts'
import { runCommand } from '../run-command.ts'
import { writeProgram } from '../targets/local/tools/fake-program.ts'
import { openTempFolder } from '../temp-folder.ts'

interface Check {
  readonly category: string
  readonly name: string
  readonly status: string
  readonly fix?: string
}

interface TargetReport {
  readonly target: string
  readonly canRun: boolean
  readonly checks: readonly Check[]
}

function reportOf(target: string, stdout: string): TargetReport {
  const { targets } = expectDocument('doctor', stdout)
  return targets.find((one: TargetReport) => one.target === target)
}

async function doctor(folder: string, argv: readonly string[], more: Readonly<Record<string, string>> = {}) {
  writeProgram(join(folder, 'bin', 'traefik'), 'Version: 3.6.12')
  const noEngine = `unix://${join(folder, 'docker.sock')}`
  const env = {
    PATH: join(folder, 'bin'),
    JAVA_HOME: '',
    MSCTL_PORT_OFFSET: '20000',
    DOCKER_HOST: noEngine,
    KUBECONFIG: join(folder, 'no-cluster'),
    ...more,
  }
  return runCommand(Doctor, argv, { folder, env })
}

it('says what is there and what is not, each with its fix, and exits 4 when nothing can run', async () => {
  using folder = openTempFolder()
  const { exitCode, stdout } = await doctor(folder.path, ['--json'])
  expect(exitCode).toBe(4)
  const { canRun, checks } = reportOf('local', stdout)
  expect(canRun).toBe(false)
  const of = (name: string): Check | undefined => checks.find((check: Check) => check.name === name)
  expect(of('traefik')).toMatchObject({ status: 'pass' })
  expect(of('kafka')).toMatchObject({ status: 'fail', fix: 'msctl setup kafka' })
  // Only --kafka kraft needs it.
  expect(of('kafka-kraft')).toMatchObject({ status: 'warning', fix: 'msctl setup kafka-kraft' })
  expect(checks.filter(({ status, fix }: Check) => status !== 'pass' && fix === undefined)).toEqual([])
})

it('needs the tools of the settings', async () => {
  using folder = openTempFolder()
  const { stdout } = await doctor(folder.path, [], { MSCTL_KAFKA: 'kraft' })
  expect(stdout).toMatch(/^local {2}cannot run: .*kafka-kraft/m)
  expect(stdout).toMatch(/– {2}kafka {8}not found/)
})

it('says where it looked for an engine, and where up would go', async () => {
  using folder = openTempFolder()
  const { stdout } = await doctor(folder.path, ['--json'])
  const { canRun, checks } = reportOf('compose', stdout)
  expect(canRun).toBe(false)
  expect(checks).toMatchObject([{ name: 'engine', status: 'fail', message: expect.stringContaining(folder.path) }])
  expect(JSON.parse(stdout).auto).toBe('local')
})

it('looks at the target that is named alone', async () => {
  using folder = openTempFolder()
  const { stdout } = await doctor(folder.path, ['--json', '--target', 'local'])
  const { targets, auto } = expectDocument('doctor', stdout)
  expect(targets.map(({ target }: TargetReport) => target)).toEqual(['local'])
  expect(auto).toBe('local')
})

it('names a port that is taken', async () => {
  using folder = openTempFolder()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = String(typeof address === 'object' && address ? address.port - 20_000 : 0)
  const { stdout } = await doctor(folder.path, ['--json'], { TRAEFIK_PORT: port })
  await new Promise((resolve) => server.close(resolve))
  const taken = reportOf('local', stdout).checks.find(
    (check) => check.name === `port ${20_000 + Number(port)} (traefik)`,
  )
  expect(taken).toMatchObject({ category: 'ports', status: 'fail', fix: expect.stringContaining('--port-offset') })
})
