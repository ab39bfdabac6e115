import type { FileHandle } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { openLinePages } from '../../src/seed/line-pages.ts'

/** Keeps the bytes as they are at the end of each write, and its pages. */
function slowFile(failAt?: number) {
  const written: string[] = []
  const pages = new Set<ArrayBufferLike>()
  const appendFile = async (bytes: Buffer): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 1))
    pages.add(bytes.buffer)
    if (written.length === failAt) throw new Error('disk full')
    written.push(bytes.toString())
  }
  return { written, pages, handle: { appendFile } as unknown as FileHandle }
}

it('writes all lines in order, of pages that come faster than the file takes them too', async () => {
  const { handle, written } = slowFile()
  const pages = openLinePages(handle)
  const lines = Array.from({ length: 10_000 }, (_, index) => `line ${index} ${'x'.repeat(50)}`)
  for (const line of lines) pages.add(line)
  pages.flush()
  await pages.written()
  expect(written.join('')).toBe(`${lines.join('\n')}\n`)
  expect(Math.max(...written.map((text) => text.length))).toBeLessThanOrEqual(65_536)
})

it('uses two pages where the file keeps up', async () => {
  const { handle, pages: used, written } = slowFile()
  const pages = openLinePages(handle)
  for (let index = 0; index < 20; index++) {
    pages.add(`line ${index}`)
    pages.flush()
    await pages.written()
  }
  expect(written).toHaveLength(20)
  expect(used.size).toBe(2)
})

it('writes nothing after a failure, with which the file would have a gap', async () => {
  const { handle, written } = slowFile(1)
  const pages = openLinePages(handle)
  for (const line of ['one', 'two', 'three']) {
    pages.add(line)
    pages.flush()
  }
  await expect(pages.written()).rejects.toThrow('disk full')
  written.push('room again')
  pages.add('four')
  pages.flush()
  await expect(pages.written()).rejects.toThrow('disk full')
  expect(written).toEqual(['one\n', 'room again'])
})

it('says what failed first, and writes nothing for nothing', async () => {
  const { handle, written } = slowFile(0)
  const pages = openLinePages(handle)
  pages.flush()
  await pages.written()
  expect(written).toEqual([])
  pages.add('line')
  pages.flush()
  await expect(pages.written()).rejects.toThrow('disk full')
  expect(pages.failed.aborted).toBe(true)
})
