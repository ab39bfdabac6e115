import { describe, expect, it } from 'vitest'
import { inOneTurn } from '../src/in-one-turn.ts'

describe('inOneTurn', () => {
  it('makes one call of those of a turn, which all have its outcome', async () => {
    const calls: (readonly number[])[] = []
    const sum = inOneTurn(async (items: readonly number[]) => {
      calls.push(items)
      return items.reduce((total, item) => total + item, 0)
    })
    expect(await Promise.all([sum(1), sum(2), Promise.resolve().then(() => sum(4))])).toEqual([7, 7, 7])
    expect(await sum(8)).toBe(8)
    expect(calls).toEqual([[1, 2, 4], [8]])
  })

  it('does not add to what is being worked on', async () => {
    const calls: (readonly string[])[] = []
    const work = inOneTurn(async (items: readonly string[]) => {
      calls.push(items)
      if (items.includes('first')) await work('second')
    })
    await work('first')
    expect(calls).toEqual([['first'], ['second']])
  })

  it('fails all of a turn together, and none of the next', async () => {
    const work = inOneTurn(async (items: readonly string[]) => {
      if (items.includes('bad')) throw new Error('no')
    })
    const outcomes = await Promise.allSettled([work('good'), work('bad')])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(work('good')).resolves.toBeUndefined()
  })
})
