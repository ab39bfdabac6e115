import type { FileHandle } from 'node:fs/promises'

const pageBytes = 65_536
/** Of UTF-8, for a character as JavaScript counts them. */
const bytesPerCharacter = 3

export interface LinePages {
  /** Kept until the page is full, or flush(). At most 20,000 characters. */
  add(line: string): void
  /** Appends what is kept to the file, after all before it. */
  flush(): void
  /** Once all that was flushed is in the file; rejects with the first failure. */
  written(): Promise<void>
  /** Aborted by the first failure. Nothing is written after it: the file would have a gap. */
  readonly failed: AbortSignal
}

/**
 * Lines on their way into a file, as bytes in pages that are used again. Kept as texts, thousands of them live just long enough to leave
 * V8's young space, and a long seed holds tens of megabytes of such that are long written.
 */
export function openLinePages(handle: FileHandle): LinePages {
  const free: Buffer[] = []
  const takePage = (): Buffer => free.pop() ?? Buffer.allocUnsafeSlow(pageBytes)
  let page = takePage()
  let used = 0
  let writing: Promise<void> = Promise.resolve()
  const failure = new AbortController()
  const append = async (full: Buffer, bytes: number): Promise<void> => {
    try {
      if (!failure.signal.aborted) await handle.appendFile(full.subarray(0, bytes))
    } catch (error) {
      failure.abort(error)
    }
    free.push(full)
  }
  const flush = (): void => {
    if (used === 0) return
    const [full, bytes] = [page, used]
    page = takePage()
    used = 0
    writing = writing.then(() => append(full, bytes))
  }
  return {
    add(line) {
      if (bytesPerCharacter * (line.length + 1) > pageBytes - used) flush()
      used += page.write(line, used)
      used += page.write('\n', used)
    },
    flush,
    async written() {
      await writing
      failure.signal.throwIfAborted()
    },
    failed: failure.signal,
  }
}
