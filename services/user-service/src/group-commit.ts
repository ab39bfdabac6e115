import { Unavailable } from '../../shared/src/unavailable.ts'

export interface GroupCommitOptions<Item, Result> {
  /**
   * Writes all in one transaction and says what became of each, in their order; rejects when none was written, or when
   * nobody knows. Ends by itself. `signal` is aborted once the first of them was answered without it.
   */
  readonly write: (items: readonly Item[], signal: AbortSignal) => Promise<readonly PromiseSettledResult<Result>[]>
  /** How long the first to come waits for others while a write runs; while none runs nobody waits. */
  readonly windowMs: number
  /** No answer comes later than this: it is Unavailable then. Whoever has waited half of it is not written any more, since there would be no time to hear of it. */
  readonly timeoutMs: number
  readonly maxItems: number
  /** At the same time. */
  readonly maxWrites: number
  /** Beyond it the answer is Unavailable at once. */
  readonly maxWaiting: number
}

interface Entry<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
  timer: NodeJS.Timeout
  /** Of the write that it is part of. */
  stop?: AbortController
}

/** Lets calls that come at about the same time share one write, and so the price of its commit. */
export function groupCommit<Item, Result>(options: GroupCommitOptions<Item, Result>): (item: Item) => Promise<Result> {
  const { write, windowMs, timeoutMs, maxItems, maxWrites, maxWaiting } = options
  const waiting: Entry<Item, Result>[] = []
  let writes = 0
  let window: NodeJS.Timeout | undefined
  let isOver = false
  let next: NodeJS.Immediate | undefined

  function arrange(): void {
    if (waiting.length === 0) return
    window ??= setTimeout(() => {
      isOver = true
      arrange()
    }, windowMs)
    if (writes === maxWrites) return
    // not at once, but with all requests that were read in this turn of the event loop
    if (writes === 0 || isOver || waiting.length >= maxItems) next ??= setImmediate(writeNext)
  }

  function writeNext(): void {
    clearTimeout(window)
    window = next = undefined
    isOver = false
    const entries = waiting.splice(0, maxItems)
    if (entries.length > 0) void writeAll(entries)
    arrange()
  }

  async function writeAll(entries: readonly Entry<Item, Result>[]): Promise<void> {
    writes++
    const stop = new AbortController()
    for (const entry of entries) entry.stop = stop
    try {
      const results = await write(
        entries.map(({ item }) => item),
        stop.signal,
      )
      for (const [index, entry] of entries.entries()) {
        const result = results[index]
        if (result?.status === 'fulfilled') entry.resolve(result.value)
        else entry.reject(result?.reason)
      }
    } catch (error) {
      for (const { reject } of entries) reject(error)
    }
    for (const { timer } of entries) clearTimeout(timer)
    writes--
    arrange()
  }

  return (item) => {
    if (waiting.length >= maxWaiting) return Promise.reject(new Unavailable('too many requests wait for MySQL'))
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const index = waiting.indexOf(entry)
        if (index >= 0) {
          waiting.splice(index, 1)
          reject(new Unavailable(`MySQL did not take it within ${timeoutMs / 2000} s`))
        } else entry.timer = setTimeout(onOverdue, timeoutMs / 2)
      }, timeoutMs / 2)
      const onOverdue = () => {
        entry.stop?.abort()
        reject(new Unavailable(`MySQL did not answer within ${timeoutMs / 1000} s`))
      }
      const entry: Entry<Item, Result> = { item, resolve, reject, timer }
      waiting.push(entry)
      arrange()
    })
  }
}
