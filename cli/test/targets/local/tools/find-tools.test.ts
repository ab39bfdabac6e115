import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findTools } from '../../../../src/targets/local/tools/find-tools.ts'
import type { ToolName } from '../../../../src/targets/local/tools/tool.ts'
import { foldersIn, openTempFolder } from '../../../temp-folder.ts'
import { writeProgram } from './fake-program.ts'

async function look(folder: string, name: ToolName) {
  const env = { PATH: join(folder, 'bin') }
  return (await findTools(foldersIn(folder), [name], env)).get(name)
}

it.each<[ToolName, string, string, string]>([
  ['java', 'java', 'openjdk version "21.0.4" 2024-07-16', '21.0.4'],
  ['traefik', 'traefik', 'Version:      3.6.12\nCodename:     cheddar', '3.6.12'],
  ['traefik', 'traefik', 'Version:      v3.7.0', '3.7.0'],
  ['prometheus', 'prometheus', 'prometheus, version 2.42.0+ds (branch: debian/sid)', '2.42.0'],
])('finds %s on PATH', async (name, program, output, version) => {
  using folder = openTempFolder()
  const path = join(folder.path, 'bin', program)
  writeProgram(path, output)
  expect(await look(folder.path, name)).toMatchObject({ found: true, version, origin: 'path', path })
})

it('takes a database server by what it says, not by its name', async () => {
  using folder = openTempFolder()
  const bin = join(folder.path, 'bin')
  writeProgram(join(bin, 'mysqld'), 'mysqld  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)')
  writeProgram(join(bin, 'mariadb-install-db'), '')
  expect(await look(folder.path, 'mysql')).toMatchObject({
    version: 'MariaDB 10.11.19',
    parts: { vendor: 'MariaDB', number: '10.11.19', installDb: join(bin, 'mariadb-install-db') },
  })
})

it('asks a program once, and again when it was replaced', async () => {
  using folder = openTempFolder()
  const path = join(folder.path, 'bin', 'traefik')
  const calls = () => readFileSync(`${path}.calls`, 'utf8').trim().split('\n').length
  writeProgram(path, 'Version: 3.6.1')
  await look(folder.path, 'traefik')
  await look(folder.path, 'traefik')
  expect(calls()).toBe(1)
  writeProgram(path, 'Version: 3.6.2')
  utimesSync(path, new Date(), new Date(Date.now() + 5000))
  expect(await look(folder.path, 'traefik')).toMatchObject({ version: '3.6.2' })
  expect(calls()).toBe(2)
})

it('takes a later program on PATH or the one in the cache when the first is too old', async () => {
  using folder = openTempFolder()
  const cached = join(folder.path, 'cache', 'tools', 'traefik', 'traefik')
  writeProgram(join(folder.path, 'bin', 'traefik'), 'Version: 2.11.31')
  writeProgram(cached, 'Version: 3.6.12')
  expect(await look(folder.path, 'traefik')).toMatchObject({ version: '3.6.12', origin: 'cache', path: cached })
})

it('finds jars that are all there, with the version that they name', async () => {
  using folder = openTempFolder()
  const jars = join(folder.path, 'cache', 'tools', 'kafka', 'jars')
  mkdirSync(jars, { recursive: true })
  writeFileSync(join(jars, 'kafka_2.13-3.9.2.jar'), '')
  expect(await look(folder.path, 'kafka')).toMatchObject({ found: false, fix: 'msctl setup kafka' })
  writeFileSync(join(jars, 'zookeeper-3.8.4.jar'), '')
  writeFileSync(join(jars, 'zookeeper-jute-3.8.4.jar'), '')
  expect(await look(folder.path, 'kafka')).toMatchObject({
    version: '3.9.2',
    path: jars,
    parts: { zookeeperVersion: '3.8.4' },
  })
})

it('lives with remembered answers that are damaged', async () => {
  using folder = openTempFolder()
  const remembered = join(folder.path, 'cache', 'versions.json')
  mkdirSync(join(folder.path, 'cache'))
  writeFileSync(remembered, '{"half')
  writeProgram(join(folder.path, 'bin', 'traefik'), 'Version: 3.6.12')
  expect(await look(folder.path, 'traefik')).toMatchObject({ found: true })
  expect(Object.values(JSON.parse(readFileSync(remembered, 'utf8')))).toEqual(['Version: 3.6.12'])
})

it('writes nothing for what is not there', async () => {
  using folder = openTempFolder()
  expect(await look(folder.path, 'kafka-kraft')).toMatchObject({ found: false, reason: 'not found' })
  expect(existsSync(join(folder.path, 'cache'))).toBe(false)
})
