import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readDotenv } from '../../src/lib/read-dotenv.ts'
import { openTempFolder } from '../temp-folder.ts'

let temp: ReturnType<typeof openTempFolder>
beforeEach(() => {
  temp = openTempFolder()
})
afterEach(() => temp[Symbol.dispose]())

function read(text: string): NodeJS.Dict<string> {
  const file = join(temp.path, '.env')
  writeFileSync(file, text)
  return readDotenv(file)
}

it('reads assignments, comments, quotes of several lines, export, spaces and a byte order mark', () => {
  expect(read('\uFEFFA=1\r\n\n  # b\nexport B = two\nC="x\ny z\n"\nD=\'it is "so"\'\nE=\n')).toEqual({
    A: '1',
    B: 'two',
    C: 'x\ny z\n',
    D: 'it is "so"',
    E: '',
  })
})

it('has nothing where there is no file', () => {
  expect(readDotenv(join(temp.path, 'none'))).toEqual({})
})

it.each([
  ['A=1\nMYSQL_PASSWORD geheim\n', 2],
  ['just words', 1],
  ['A="x\ny"\n\n=1', 4],
  ['1A=1', 1],
])('refuses %j, naming line %i and none of its words', (text, line) => {
  let message = ''
  try {
    read(text)
  } catch (error) {
    message = (error as Error).message
    expect(error).toMatchObject({ code: 'MSCTL_CONFIGURATION', details: { line } })
  }
  expect(message).toContain(`line ${line}`)
  expect(message).not.toMatch(/geheim|words/)
})

it('says of a file that cannot be read which it is', () => {
  mkdirSync(join(temp.path, '.env'))
  expect(() => readDotenv(join(temp.path, '.env'))).toThrow(/cannot read ".*\.env"/)
})
