import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readDoneIndexes } from '../../src/seed/done-indexes.ts'
import { type LedgerEntry, openLedger, readLedger } from '../../src/seed/ledger.ts'
import { openTempFolder } from '../temp-folder.ts'

let folder: ReturnType<typeof openTempFolder>
let file: string

beforeEach(() => {
  folder = openTempFolder()
  file = join(folder.path, 'ledgers', 'seed.jsonl')
})

afterEach(() => folder[Symbol.dispose]())

const entry = (index: number, outcome: LedgerEntry['outcome'], id: number | null = null): LedgerEntry => ({
  index,
  email: `user.${index}@seed.example`,
  id,
  outcome,
})

async function write(...entries: readonly LedgerEntry[]): Promise<void> {
  await using ledger = await openLedger(file)
  for (const one of entries) ledger.add(one)
}

it('has a line a user, in the order in which they were added', async () => {
  await write(entry(1, 'accepted', 8), entry(0, 'refused'))
  expect(readFileSync(file, 'utf8').split('\n')).toEqual([
    '{"index":1,"email":"user.1@seed.example","id":8,"outcome":"accepted"}',
    '{"index":0,"email":"user.0@seed.example","id":null,"outcome":"refused"}',
    '',
  ])
})

it('is appended to by the next run, whatever its size', async () => {
  const many = Array.from({ length: 3000 }, (_, index) => entry(index, 'accepted', index + 1))
  await write(...many)
  await write(entry(3000, 'already-present'))
  expect(await Array.fromAsync(readLedger(file))).toEqual([...many, entry(3000, 'already-present')])
})

it('keeps what takes more bytes than characters whole', async () => {
  const many = Array.from({ length: 2000 }, (_, index) => ({
    ...entry(index, 'accepted', 1),
    email: `${'é漢😀'.repeat(9)}@x`,
  }))
  await write(...many)
  expect(await Array.fromAsync(readLedger(file))).toEqual(many)
})

it('leaves out a last line that a killed process cut short', async () => {
  await write(entry(0, 'accepted', 1))
  appendFileSync(file, '{"index":1,"ema')
  expect(await Array.fromAsync(readLedger(file))).toEqual([entry(0, 'accepted', 1)])
})

it('goes on after a line that was cut short', async () => {
  await write(entry(0, 'accepted', 1))
  appendFileSync(file, '{"index":1,"ema')
  await write(entry(2, 'accepted', 3))
  expect(await Array.fromAsync(readLedger(file))).toEqual([entry(0, 'accepted', 1), entry(2, 'accepted', 3)])
})

it('names the place of any other line that is none of its own', async () => {
  await write(entry(0, 'accepted', 1))
  appendFileSync(file, 'rubbish\n')
  await write(entry(1, 'accepted', 2))
  await expect(Array.fromAsync(readLedger(file))).rejects.toMatchObject({
    code: 'MSCTL_CONFIGURATION',
    message: `line 2 of "${file}" is not a line of a ledger`,
  })
})

it('is empty when there is none', async () => {
  expect(await Array.fromAsync(readLedger(file))).toEqual([])
})

it('says who needs no further try', async () => {
  await write(entry(0, 'accepted', 1), entry(1, 'unknown'), entry(2, 'already-present'), entry(3, 'refused'))
  await write(entry(0, 'already-present'), entry(99, 'accepted', 7))
  const done = await readDoneIndexes(file, 5)
  expect(done.count).toBe(3)
  expect([0, 1, 2, 3, 4].map((index) => done.has(index))).toEqual([true, false, true, true, false])
})

it('refuses a ledger that is a folder, naming it', async () => {
  writeFileSync(join(folder.path, 'file'), '')
  await expect(Array.fromAsync(readLedger(join(folder.path, 'file', 'x')))).rejects.toMatchObject({
    code: 'MSCTL_CONFIGURATION',
  })
})
