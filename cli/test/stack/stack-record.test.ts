import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  markDown,
  readStackRecord,
  type StackRecord,
  tryReadStackRecord,
  writeStackRecord,
} from '../../src/stack/stack-record.ts'
import { foldersIn, openTempFolder } from '../temp-folder.ts'
import { stackOf } from '../test-stack.ts'

let temp: ReturnType<typeof openTempFolder>
beforeEach(() => {
  temp = openTempFolder()
})
afterEach(() => temp[Symbol.dispose]())

const { credentials: _, ...stack } = stackOf({ MYSQL_PASSWORD: 'top-secret' })
const record: StackRecord = {
  schema: 1,
  target: 'local',
  stack,
  folder: '/somewhere',
  createdAt: '2026-11-24T03:00:00.000Z',
}
const fileIn = (path: string) => join(path, 'state', 'microservices', 'stack.json')

it('is read as it was written, and holds no password', () => {
  const folders = foldersIn(temp.path)
  expect(readStackRecord(folders, 'microservices')).toBeUndefined()
  writeStackRecord(folders, record)
  expect(readStackRecord(folders, 'microservices')).toEqual(record)
  expect(readFileSync(fileIn(temp.path), 'utf8')).not.toContain('top-secret')
})

it('stays, marked, when its stack goes down', () => {
  const folders = foldersIn(temp.path)
  markDown(folders, 'microservices')
  expect(readStackRecord(folders, 'microservices')).toBeUndefined()
  writeStackRecord(folders, record)
  markDown(folders, 'microservices')
  expect(readStackRecord(folders, 'microservices')).toEqual({ ...record, downAt: expect.stringMatching(/^2/) })
})

it('says so when it cannot be written', () => {
  writeFileSync(join(temp.path, 'state'), '')
  expect(() => writeStackRecord(foldersIn(temp.path), record)).toThrow(
    expect.objectContaining({ code: 'MSCTL_MACHINE_LACKS' }),
  )
})

it.each(['{"schema": 2}', '{"schema":', ''])('is an error with its place when it holds %j', (text) => {
  mkdirSync(dirname(fileIn(temp.path)), { recursive: true })
  writeFileSync(fileIn(temp.path), text)
  expect(() => readStackRecord(foldersIn(temp.path), 'microservices')).toThrow(fileIn(temp.path))
  expect(tryReadStackRecord(foldersIn(temp.path), 'microservices')).toBeUndefined()
})
