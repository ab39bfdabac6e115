import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import type { LogLine } from '../../target.ts'
import { parseLineTime } from '../parse-line-time.ts'
import { olderOf } from '../supervisor/rotate-log.ts'
import type { LogFile } from './find-log-files.ts'
import { tailOffset } from './tail-offset.ts'
import { timeBefore } from './time-before.ts'

export interface LogReader extends Disposable {
  /** The next complete lines, not all at once; [] when there are none at the moment. Goes on through restarts and cuts of the log. */
  read(): readonly LogLine[]
  /** The line at the end that has no line feed (yet). */
  rest(): readonly LogLine[]
}

interface OpenFile {
  readonly descriptor: number
  readonly inode: number
  readonly size: number
  offset: number
}

const chunkBytes = 256 * 1024
const lineFeed = 0x0a

/** Reads from the start, its older part included, or from the last `tail` lines. */
export function openLogReader({ component, replica, path }: LogFile, tail: number | undefined): LogReader {
  const chunk = Buffer.alloc(chunkBytes)
  let partial = Buffer.alloc(0)
  let current = openFirst(path, tail)
  let time = current && timeBefore(current.descriptor, current.offset)

  function toLine(text: string): LogLine {
    time = parseLineTime(text) ?? time ?? timeOfFile()
    return { component, replica, time, text: text.endsWith('\r') ? text.slice(0, -1) : text }
  }

  /** For lines at the start of a log, before the first that has a time. */
  function timeOfFile(): Date {
    return current === undefined ? new Date() : fstatSync(current.descriptor).birthtime
  }

  function rest(): readonly LogLine[] {
    if (partial.length === 0) return []
    const line = toLine(partial.toString('utf8'))
    partial = Buffer.alloc(0)
    return [line]
  }

  function readChunk(file: OpenFile): readonly LogLine[] | 'end' {
    const length = readSync(file.descriptor, chunk, 0, chunkBytes, file.offset)
    if (length === 0) return 'end'
    file.offset += length
    const bytes = Buffer.concat([partial, chunk.subarray(0, length)])
    const end = bytes.lastIndexOf(lineFeed) + 1
    partial = bytes.subarray(end)
    return bytes.toString('utf8', 0, end).split('\n').slice(0, -1).map(toLine)
  }

  /** After the end of `file`: moves to where the log goes on, if it does; gives the line that the change cut off. */
  function moveOn(file: OpenFile): readonly LogLine[] | 'nowhere' {
    const now = statSync(path, { throwIfNoEntry: false })
    if (now === undefined) return 'nowhere'
    if (now.ino !== file.inode) {
      // The process was started anew, or the older part ends here.
      const cutOff = rest()
      closeSync(file.descriptor)
      current = openFile(path, 0)
      return cutOff
    }
    if (now.size >= file.offset) return 'nowhere'
    // The log was cut: what was written after the last look is at the end of the copy.
    const copy = openFile(olderOf(path), file.offset)
    if (copy) closeSync(file.descriptor)
    else file.offset = 0
    current = copy ?? file
    return []
  }

  return {
    read() {
      for (;;) {
        current ??= openFile(path, 0)
        if (current === undefined) return []
        const lines = readChunk(current)
        const news = lines === 'end' ? moveOn(current) : lines
        if (news === 'nowhere') return []
        if (news.length > 0) return news
      }
    },
    rest,
    [Symbol.dispose]() {
      if (current) closeSync(current.descriptor)
    },
  }
}

function openFirst(path: string, tail: number | undefined): OpenFile | undefined {
  const older = openFile(olderOf(path), 0)
  const newest = tail === undefined ? undefined : openFile(path, 0)
  if (tail === undefined) return older ?? openFile(path, 0)
  if (newest === undefined) return older
  const inNewest = tailOffset(newest.descriptor, newest.size, tail)
  newest.offset = inNewest.offset
  if (older === undefined || inNewest.lines === tail) {
    if (older) closeSync(older.descriptor)
    return newest
  }
  closeSync(newest.descriptor)
  older.offset = tailOffset(older.descriptor, older.size, tail - inNewest.lines).offset
  return older
}

function openFile(path: string, offset: number): OpenFile | undefined {
  try {
    const descriptor = openSync(path, 'r')
    const { ino, size } = fstatSync(descriptor)
    return { descriptor, inode: ino, size, offset }
  } catch {
    return undefined
  }
}
