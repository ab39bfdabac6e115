import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findJava, parseJavaVersion } from '../../../../src/targets/local/tools/find-java.ts'
import { foldersIn, openTempFolder } from '../../../temp-folder.ts'
import { writeProgram } from './fake-program.ts'

it.each([
  ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', '17.0.15'],
  ['java version "25" 2025-09-16 LTS', '25'],
  ['java version "1.8.0_412"', '1.8.0_412'],
  ['The operation couldn’t be completed. Unable to locate a Java Runtime.', undefined],
  [undefined, undefined],
])('reads %j as %s', (output, version) => {
  expect(parseJavaVersion(output)).toBe(version)
})

it('says what it found when that is too old, and that it found nothing', async () => {
  using folder = openTempFolder()
  const search = {
    ask: async () => 'openjdk version "11.0.2" 2019-01-15',
    env: { PATH: join(folder.path, 'bin') },
    folders: foldersIn(folder.path),
  }
  expect(await findJava(search)).toMatchObject({ found: false, reason: 'not found' })
  writeProgram(join(folder.path, 'bin', 'java'), '')
  expect(await findJava(search)).toMatchObject({ found: false, reason: 'java 11.0.2 found, 17 or later needed' })
})

it('takes the java of JAVA_HOME when the one on PATH is too old', async () => {
  using folder = openTempFolder()
  writeProgram(join(folder.path, 'bin', 'java'), '')
  const home = join(folder.path, 'jdk')
  writeProgram(join(home, 'bin', 'java'), '')
  const ask = async (path: string) => `version "${path.startsWith(home) ? '21.0.1' : '11.0.2'}"`
  const env = { PATH: join(folder.path, 'bin'), JAVA_HOME: home }
  const lookup = await findJava({ ask, env, folders: foldersIn(folder.path) })
  expect(lookup).toMatchObject({ found: true, version: '21.0.1', path: join(home, 'bin', 'java') })
})
