import { write, writeSync } from 'node:fs'

/** Of lines that cannot be written as fast as they come, e.g. into a pipe that nobody reads. */
const MAX_WAITING_CHARACTERS = 8 * 1024 * 1024
/** Many lines make one write: each costs a hand-over to another thread and back. */
const GATHER_MS = 10
const FULL_PIPE_PAUSE_MS = 20

export interface LineWriter {
  write(line: string): void
  /** All that waits; into a pipe whose reader does not read it waits for him. */
  flushSync(): void
}

/**
 * Writes lines in order, many together, and never blocks while the process runs. (pino's own stream costs three times as much
 * as making a line, and does not let a process end on a full disk.) What cannot be written, for want of space or of a reader,
 * is dropped: a service goes on without its log.
 */
export function createLineWriter(fd: number, maxWaiting = MAX_WAITING_CHARACTERS): LineWriter {
  let waiting = ''
  let isBusy = false

  function writeWaiting(): void {
    isBusy = waiting !== ''
    if (!isBusy) return
    const bytes = Buffer.from(waiting)
    waiting = ''
    writeAll(bytes)
  }

  function writeAll(bytes: Buffer): void {
    write(fd, bytes, (error, written) => {
      if (error?.code === 'EAGAIN') setTimeout(() => writeAll(bytes), FULL_PIPE_PAUSE_MS)
      else if (error || written === bytes.length) writeWaiting()
      else writeAll(bytes.subarray(written))
    })
  }

  function flushSync(): void {
    let bytes = Buffer.from(waiting)
    waiting = ''
    try {
      while (bytes.length > 0) bytes = bytes.subarray(writeSync(fd, bytes))
    } catch {
      // the process ends without them
    }
  }

  process.on('exit', flushSync)
  return {
    write: (line) => {
      if (waiting.length + line.length > maxWaiting) return
      waiting += line
      if (isBusy) return
      isBusy = true
      setTimeout(writeWaiting, GATHER_MS)
    },
    flushSync,
  }
}
