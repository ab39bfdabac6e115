import { describe, expect, it } from 'vitest'
import { keepTrying, pause } from '../src/keep-trying.ts'

describe('keepTrying', () => {
  it('tries again after failures and stops when aborted', async () => {
    const stop = new AbortController()
    const failures: unknown[] = []
    let attempts = 0
    await keepTrying(
      async () => {
        attempts++
        if (attempts === 3) stop.abort()
        else throw new Error(`attempt ${attempts}`)
      },
      { signal: stop.signal, firstPauseMs: 1, onFailure: (error) => failures.push((error as Error).message) },
    )
    expect(attempts).toBe(3)
    expect(failures).toEqual(['attempt 1', 'attempt 2'])
  })

  it('says nothing of an attempt that the abort ended', async () => {
    const stop = new AbortController()
    await keepTrying(
      async () => {
        stop.abort()
        throw new Error('aborted')
      },
      {
        signal: stop.signal,
        onFailure: () => {
          throw new Error('told')
        },
      },
    )
    expect(stop.signal.aborted).toBe(true)
  })

  it('ends a pause at once when aborted', async () => {
    const stop = new AbortController()
    const startedAt = performance.now()
    setTimeout(() => stop.abort(), 5)
    await keepTrying(
      async () => {
        throw new Error('no')
      },
      { signal: stop.signal, firstPauseMs: 60_000, onFailure: () => {} },
    )
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })
})

it('pause returns early when the signal is aborted already', async () => {
  const startedAt = performance.now()
  await pause(60_000, AbortSignal.abort())
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})
