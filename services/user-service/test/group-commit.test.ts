import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Unavailable } from '../../shared/src/unavailable.ts'
import { type GroupCommitOptions, groupCommit } from '../src/group-commit.ts'

interface Write {
  readonly items: readonly number[]
  readonly signal: AbortSignal
  /** Each item becomes its double. */
  readonly commit: () => Promise<void>
  readonly fail: (error: Error) => Promise<void>
}

/** A group commit whose writes end when the test says so. */
function setUp(changes: Partial<GroupCommitOptions<number, number>> = {}) {
  const writes: Write[] = []
  const add = groupCommit<number, number>({
    write: (items, signal) =>
      new Promise((resolve, reject) => {
        writes.push({
          items,
          signal,
          commit: () => {
            resolve(items.map((item) => ({ status: 'fulfilled', value: 2 * item })))
            return turn()
          },
          fail: (error) => {
            reject(error)
            return turn()
          },
        })
      }),
    windowMs: 60_000,
    timeoutMs: 60_000,
    maxItems: 4,
    maxWrites: 2,
    maxWaiting: 10,
    ...changes,
  })
  const addAll = (...items: readonly number[]) => items.map((item) => add(item))
  return { writes, add, addAll, itemsOf: () => writes.map(({ items }) => items) }
}

describe('groupCommit', () => {
  it('writes at once while none runs: all that came in one turn of the event loop', async () => {
    const { addAll, writes, itemsOf } = setUp()
    const results = addAll(1, 2)
    await turn()
    expect(itemsOf()).toEqual([[1, 2]])
    await writes[0]?.commit()
    expect(await Promise.all(results)).toEqual([2, 4])
  })

  it('gathers while a write runs, and answers nobody before that is done', async () => {
    const { add, addAll, writes, itemsOf } = setUp()
    const first = add(1)
    await turn()
    const others = addAll(2, 3)
    await turn()
    expect(itemsOf()).toEqual([[1]])
    let isAnswered = false
    void first.then(() => {
      isAnswered = true
    })
    await sleep(5)
    expect(isAnswered).toBe(false)
    await writes[0]?.commit()
    await turn()
    expect(isAnswered).toBe(true)
    expect(itemsOf()).toEqual([[1], [2, 3]])
    await writes[1]?.commit()
    expect(await Promise.all(others)).toEqual([4, 6])
  })

  it('writes beside a write that runs when the window is over', async () => {
    const { add, itemsOf } = setUp({ windowMs: 2 })
    void add(1)
    await turn()
    void add(2)
    await expect.poll(itemsOf, { interval: 1 }).toEqual([[1], [2]])
  })

  it('writes beside a write that runs when so many wait as fit into one', async () => {
    const { add, addAll, itemsOf } = setUp()
    void add(1)
    await turn()
    addAll(2, 3, 4)
    await turn()
    expect(itemsOf()).toEqual([[1]])
    addAll(5, 6)
    await turn()
    expect(itemsOf()).toEqual([[1], [2, 3, 4, 5]])
  })

  it('has so many writes at a time and no more; the next begins when one is done, without a window of its own', async () => {
    const { add, addAll, writes, itemsOf } = setUp({ maxItems: 1, windowMs: 1 })
    addAll(1, 2, 3)
    await sleep(20)
    expect(itemsOf()).toEqual([[1], [2]])
    await writes[1]?.commit()
    await turn()
    expect(itemsOf()).toEqual([[1], [2], [3]])
    void add(4)
    await sleep(20)
    expect(writes).toHaveLength(3)
  })

  it('tells each what became of its own', async () => {
    const add = groupCommit<string, string>({
      write: async () => [
        { status: 'rejected', reason: new Unavailable('lost') },
        { status: 'fulfilled', value: 'done' },
      ],
      ...{ windowMs: 1, timeoutMs: 1_000, maxItems: 9, maxWrites: 1, maxWaiting: 9 },
    })
    expect(await Promise.allSettled([add('a'), add('b')])).toMatchObject([
      { status: 'rejected', reason: { message: 'lost' } },
      { status: 'fulfilled', value: 'done' },
    ])
  })

  it('tells all when the write failed, and goes on', async () => {
    const { addAll, writes, itemsOf } = setUp()
    const failed = Promise.allSettled(addAll(1, 2))
    await turn()
    await writes[0]?.fail(new Unavailable('MySQL: away'))
    expect((await failed).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const [later] = addAll(3)
    await turn()
    await writes[1]?.commit()
    expect(await later).toBe(6)
    expect(itemsOf()).toEqual([[1, 2], [3]])
  })

  it('refuses at once beyond so many that wait', async () => {
    const { add, addAll, writes } = setUp({ maxItems: 1, maxWrites: 1, maxWaiting: 2 })
    const all = addAll(1)
    await turn()
    all.push(...addAll(2, 3))
    await expect(add(4)).rejects.toThrow(Unavailable)
    for (const index of [0, 1, 2]) {
      await writes[index]?.commit()
      await turn()
    }
    expect(await Promise.all(all)).toEqual([2, 4, 6])
  })

  it('answers in time when a write does not end: what waits is not written later, what is being written is told', async () => {
    const { add, writes, itemsOf } = setUp({ timeoutMs: 200, maxWrites: 1 })
    const first = add(1)
    await turn()
    const second = expect(add(2)).rejects.toThrow(Unavailable)
    await expect(first).rejects.toThrow('did not answer within 0.2 s')
    expect(writes[0]?.signal.aborted).toBe(true)
    await second
    const third = add(3)
    await writes[0]?.commit()
    await turn()
    await writes[1]?.commit()
    expect(await third).toBe(6)
    expect(itemsOf()).toEqual([[1], [3]])
    expect(writes[1]?.signal.aborted).toBe(false)
  })

  it('writes nobody who could not hear of it: half of the time is for the write', async () => {
    const { add, writes, itemsOf } = setUp({ timeoutMs: 400, maxWrites: 1 })
    const first = add(1)
    await turn()
    await expect(add(2)).rejects.toThrow('did not take it within 0.2 s')
    expect(writes[0]?.signal.aborted).toBe(false)
    await writes[0]?.commit()
    expect(await first).toBe(2)
    expect(itemsOf()).toEqual([[1]])
  })
})
