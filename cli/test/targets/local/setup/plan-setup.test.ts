import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { installHints } from '../../../../src/targets/local/setup/install-hints.ts'
import { planSetup } from '../../../../src/targets/local/setup/plan-setup.ts'
import { toolNames } from '../../../../src/targets/local/tools/tool.ts'
import { foldersIn, openTempFolder } from '../../../temp-folder.ts'
import { writeProgram } from '../tools/fake-program.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

function pathWith(folder: string, programs: readonly string[]): void {
  for (const name of programs) writeProgram(join(folder, 'bin', name), 'openjdk version "17.0.15"')
  vi.stubEnv('PATH', join(folder, 'bin'))
}

function jarsIn(folder: string): void {
  const jars = join(folder, 'cache', 'tools', 'kafka', 'jars')
  mkdirSync(jars, { recursive: true })
  for (const name of ['kafka_2.13-3.9.2.jar', 'zookeeper-3.8.4.jar']) writeFileSync(join(jars, name), '')
}

it('fetches what is missing, then makes its starts quick', async () => {
  using folder = openTempFolder()
  pathWith(folder.path, ['java', 'mvn'])
  const { present, steps, byHand } = await planSetup(foldersIn(folder.path), ['java', 'kafka'])
  expect(present.map(({ name }) => name)).toEqual(['java'])
  expect(steps.map(({ tool, downloadMegabytes }) => [tool, downloadMegabytes > 0])).toEqual([
    ['kafka', true],
    ['kafka', false],
  ])
  expect(byHand).toEqual([])
})

it('does nothing where all is there', async () => {
  using folder = openTempFolder()
  pathWith(folder.path, ['java', 'mvn'])
  jarsIn(folder.path)
  const archives = join(folder.path, 'cache', 'class-data', 'java-17.0.15')
  mkdirSync(archives, { recursive: true })
  writeFileSync(join(archives, 'kafka-3.9.2.jsa'), '')
  expect((await planSetup(foldersIn(folder.path), ['java', 'kafka'])).steps).toEqual([])
})

it('makes starts quick again after java was replaced', async () => {
  using folder = openTempFolder()
  pathWith(folder.path, ['java'])
  jarsIn(folder.path)
  const { steps } = await planSetup(foldersIn(folder.path), ['kafka'])
  expect(steps.map(({ what }) => what)).toEqual([expect.stringContaining('java 17.0.15')])
})

it.each(toolNames)('tells how to install %s by hand on any system', (tool) => {
  expect(installHints(tool, 'darwin')).toHaveLength(1)
  expect(installHints(tool, 'linux').join(' ')).not.toBe('')
})
