import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import Setup from '../../src/commands/setup.ts'
import { expectDocument } from '../expect-document.ts'
import { runCommand } from '../run-command.ts'
import { writeProgram } from '../targets/local/tools/fake-program.ts'
import { openTempFolder } from '../temp-folder.ts'

/** A machine with these programs and no others; java says that it is one. */
async function setup(folder: string, programs: readonly string[], argv: readonly string[]) {
  for (const name of programs) writeProgram(join(folder, 'bin', name), 'openjdk version "17.0.15"')
  const env = { PATH: join(folder, 'bin'), JAVA_HOME: '' }
  return runCommand(Setup, argv, { folder, env })
}

it('does nothing without a terminal to ask on, and says how to agree', async () => {
  using folder = openTempFolder()
  const { exitCode, stdout, stderr } = await setup(folder.path, ['java', 'mvn'], ['kafka'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('Kafka 3.9 and ZooKeeper: jars, by Maven')
  expect(stderr).toContain('msctl setup kafka --yes')
  expect(stdout).toBe('')
  expect(existsSync(join(folder.path, 'msctl', 'tools'))).toBe(false)
})

it('tells what it cannot fetch here, and exits 4 for what was asked for', async () => {
  using folder = openTempFolder()
  const { exitCode, stdout } = await setup(folder.path, ['java'], ['kafka', '--json'])
  expect(exitCode).toBe(4)
  const { byHand } = expectDocument('setup', stdout)
  expect(byHand).toMatchObject([{ tool: 'kafka', reason: 'not found (mvn to fetch it with is missing too)' }])
})

it('names what is left to do by hand before the next step', async () => {
  using folder = openTempFolder()
  const { stdout } = await setup(folder.path, ['java'], ['kafka'])
  expect(stdout).toContain('Next: see to kafka as said above, then msctl setup again')
})

it('says that nothing is to be done', async () => {
  using folder = openTempFolder()
  const { exitCode, stdout } = await setup(folder.path, ['java'], ['java'])
  expect(exitCode).toBe(0)
  expect(stdout).toContain('Nothing to fetch.')
  expect(stdout).toMatch(/java {2}17\.0\.15/)
  expect(stdout).toContain('Next: msctl up')
})

it('knows its tools', async () => {
  using folder = openTempFolder()
  const { exitCode, stderr } = await setup(folder.path, [], ['kafak'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('did you mean kafka?')
})

it('removes the caches, once that is agreed to', async () => {
  using folder = openTempFolder()
  const cache = join(folder.path, 'msctl')
  mkdirSync(join(cache, 'tools', 'kafka'), { recursive: true })
  writeFileSync(join(cache, 'versions.json'), '{}')
  expect((await setup(folder.path, [], ['--clean'])).exitCode).toBe(2)
  expect(existsSync(join(cache, 'tools', 'kafka'))).toBe(true)
  const { exitCode, stdout } = await setup(folder.path, [], ['--clean', '--yes'])
  expect(exitCode).toBe(0)
  expect(stdout).toContain(join(cache, 'tools'))
  expect(existsSync(cache)).toBe(false)
  expect((await setup(folder.path, [], ['--clean', '--yes'])).stdout).toContain('Nothing was cached')
})
