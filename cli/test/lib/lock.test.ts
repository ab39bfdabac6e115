import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { acquireLock, type LockHolder } from '../../src/lib/lock.ts'
import { processStart } from '../../src/lib/process-start.ts'
import { openTempFolder } from '../temp-folder.ts'

let temp: ReturnType<typeof openTempFolder>
let file: string

beforeEach(() => {
  temp = openTempFolder()
  file = join(temp.path, 'runtime', 'stack.lock')
})
afterEach(() => temp[Symbol.dispose]())

const take = (what: string, waited: LockHolder[] = [], signal = new AbortController().signal) =>
  acquireLock({ file, what, signal, onWait: (holder) => waited.push(holder) })

it('is there while held, and leaves nothing behind', async () => {
  const lock = await take('msctl up')
  expect(existsSync(file)).toBe(true)
  lock[Symbol.dispose]()
  expect(existsSync(dirname(file))).toBe(false)
})

it('waits for the holder, saying once for whom', async () => {
  const waited: LockHolder[] = []
  const order: string[] = []
  const first = await take('msctl up')
  const second = take('msctl down', waited).then((lock) => {
    order.push('second')
    lock[Symbol.dispose]()
  })
  await sleep(250)
  order.push('first done')
  first[Symbol.dispose]()
  await second
  expect(order).toEqual(['first done', 'second'])
  expect(waited).toMatchObject([{ what: 'msctl up', pid: process.pid }])
})

it('lets one at a time in, however many come', async () => {
  let inside = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      using _lock = await take(`number ${index}`)
      inside++
      most = Math.max(most, inside)
      await sleep(5)
      inside--
    }),
  )
  expect(most).toBe(1)
})

it.each([
  ['is dead', { pid: 2 ** 22 + 1, start: '1' }],
  ['has a pid that another process has now', { pid: process.ppid, start: 'long ago' }],
])('takes over from a holder that %s', async (_, holder) => {
  write({ what: 'msctl up', since: '2026-01-01T00:00:00.000Z', id: 'old', ...holder })
  const waited: LockHolder[] = []
  using _lock = await take('msctl down', waited)
  expect(waited).toEqual([])
})

it('takes over from a damaged lock', async () => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '{"pid":')
  using _lock = await take('msctl up')
  expect(existsSync(file)).toBe(true)
})

it('stops waiting when aborted', async () => {
  write({ pid: process.ppid, start: processStart(process.ppid) ?? '', what: 'msctl up', since: '', id: 'alive' })
  await expect(take('msctl down', [], AbortSignal.timeout(50))).rejects.toThrow(/abort/i)
})

it('says so where no folder for locks can be made', async () => {
  writeFileSync(join(temp.path, 'runtime'), '')
  await expect(take('msctl up')).rejects.toMatchObject({ code: 'MSCTL_MACHINE_LACKS', exit: 4 })
})

function write(holder: LockHolder): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(holder))
}
