import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLineWriter } from '../src/line-writer.ts'

const linesOf = (text: string) => text.split('\n').filter(Boolean)
const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index))

describe('the line writer', () => {
  let folder: string
  let file: string
  let fd: number

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lines-'))
    file = join(folder, 'out')
    fd = openSync(file, 'w')
  })
  afterEach(() => {
    closeSync(fd)
    rmSync(folder, { recursive: true })
  })

  it('writes lines in order without being asked again, also those that come while it writes', async () => {
    const writer = createLineWriter(fd)
    for (const line of numbers(1_000)) {
      writer.write(`${line}\n`)
      if (Number(line) % 100 === 0) await new Promise(setImmediate)
    }
    await expect.poll(() => linesOf(readFileSync(file, 'utf8')).length).toBe(1_000)
    expect(linesOf(readFileSync(file, 'utf8'))).toEqual(numbers(1_000))
  })

  it('drops what comes beyond its limit', () => {
    const writer = createLineWriter(fd, 10)
    for (const line of ['12345\n', '1234567\n', '89\n']) writer.write(line)
    writer.flushSync()
    expect(readFileSync(file, 'utf8')).toBe('12345\n89\n')
  })
})

/** A process that logs to its stdout and ends by itself. */
const program = (end: string) => `
  const { createLineWriter } = await import(${JSON.stringify(new URL('../src/line-writer.ts', import.meta.url).href)})
  const writer = createLineWriter(1)
  const lines = (from, to) => { for (let i = from; i < to; i++) writer.write(i + '\\n') }
  lines(0, 20000)
  ${end}`

describe('a process that logs', () => {
  it.each([
    ['exits at once', 'process.exit()', 20_000],
    [
      'exits while it writes',
      'setImmediate(() => setImmediate(() => { lines(20000, 30000); process.exit() }))',
      30_000,
    ],
    ['ends', '', 20_000],
  ])('loses nothing when it %s', (_, end, count) => {
    const out = execFileSync(process.execPath, ['--input-type=module', '--eval', program(end)], { encoding: 'utf8' })
    expect(linesOf(out).toSorted((a, b) => Number(a) - Number(b))).toEqual(numbers(count))
  })

  it.skipIf(!existsSync('/dev/full'))('goes on and ends although its disk is full', () => {
    const full = openSync('/dev/full', 'w')
    const args = ['--input-type=module', '--eval', program('setTimeout(() => { lines(0, 10); process.exit(7) }, 20)')]
    const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', full, 'ignore'], timeout: 20_000 })
    closeSync(full)
    expect(status).toBe(7)
  })
})
