import { describe, expect, it } from 'vitest'
import { createWake } from '../src/wake.ts'

const never = new AbortController().signal

async function msOf(work: Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work
  return performance.now() - startedAt
}

describe('wake', () => {
  it('ends a wait when it rings', async () => {
    const wake = createWake()
    setTimeout(() => wake.ring(), 5)
    expect(await msOf(wake.wait(60_000, never))).toBeLessThan(5_000)
  })

  it('remembers one ring for the next wait, however many there were', async () => {
    const wake = createWake()
    for (let time = 0; time < 3; time++) wake.ring()
    expect(await msOf(wake.wait(60_000, never))).toBeLessThan(5_000)
    expect(await msOf(wake.wait(50, never))).toBeGreaterThan(40)
  })

  it('ends a wait when aborted', async () => {
    expect(await msOf(createWake().wait(60_000, AbortSignal.abort()))).toBeLessThan(5_000)
  })
})
